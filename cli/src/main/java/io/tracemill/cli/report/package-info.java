/**
 * Report on the traces and runs of an archive, as sheets.
 *
 * <p>In: a trace's rows as the archive gives them. Out: a {@link io.tracemill.cli.report.sheet.Document}, in which
 * everything is computed: order, ratings, shares, and how many rows are shown. Must not import Kafka, Parquet or
 * DuckDB, so that a report is there at once.
 */
@NullMarked
package io.tracemill.cli.report;

import org.jspecify.annotations.NullMarked;
