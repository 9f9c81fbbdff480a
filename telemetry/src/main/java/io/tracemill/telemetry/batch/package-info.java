/** Samples to batches of readings. */
@NullMarked
package io.tracemill.telemetry.batch;

import org.jspecify.annotations.NullMarked;
