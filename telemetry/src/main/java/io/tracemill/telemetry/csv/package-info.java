/** Logs of {@code nvidia-smi --format=csv}. */
@NullMarked
package io.tracemill.telemetry.csv;

import org.jspecify.annotations.NullMarked;
