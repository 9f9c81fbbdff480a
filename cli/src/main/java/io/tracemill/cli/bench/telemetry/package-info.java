/**
 * Measures how telemetry is read, kept and joined: texts of made-up exporters flow through reader, batches, broker,
 * archive and fleet topology in this process, beside traces if that is wanted; a report flows out, once archive and
 * topology have what was read.
 */
@NullMarked
package io.tracemill.cli.bench.telemetry;

import org.jspecify.annotations.NullMarked;
