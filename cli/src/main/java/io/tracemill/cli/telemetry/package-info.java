/**
 * Telemetry in files: which files hold some, and the way of their samples to batches of readings.
 *
 * <p>In: files. Out: batches and dead letters to a {@link io.tracemill.cli.telemetry.ReadingDestination}, and an
 * account of each file. The formats are those of module {@code telemetry}; files are opened as those of traces are.
 */
@NullMarked
package io.tracemill.cli.telemetry;

import org.jspecify.annotations.NullMarked;
