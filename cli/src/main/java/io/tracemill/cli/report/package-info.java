/**
 * The report: what the archive holds of a trace, as tables for a person or as JSON for a program.
 *
 * <p>In: a trace's rows as the archive gives them. Out: text. Computes nothing the rows do not say but shares of a whole;
 * must not import Kafka, Parquet or DuckDB, so that a report is there at once.
 */
@NullMarked
package io.tracemill.cli.report;

import org.jspecify.annotations.NullMarked;
