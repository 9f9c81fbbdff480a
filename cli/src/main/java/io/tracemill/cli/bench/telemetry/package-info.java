/**
 * Measures how telemetry is read and kept: texts of made-up exporters flow through reader, batches, broker and archive
 * in this process; a report flows out, once the archive holds what was read.
 */
@NullMarked
package io.tracemill.cli.bench.telemetry;

import org.jspecify.annotations.NullMarked;
