package io.tracemill.telemetry.batch;

import io.tracemill.telemetry.series.ReadingSeries;
import org.jspecify.annotations.Nullable;

/** A reading that waits for its batch. Until then, a larger value of the same time takes its place. */
final class Reading {

    final ReadingSeries series;
    final SeriesMemory memory;
    final long timeNanos;
    double value;

    /** The reading of the series that came before it and waits as well. */
    @Nullable
    Reading before;

    Reading(SeriesMemory memory, long timeNanos, double value) {
        this.series = memory.series;
        this.memory = memory;
        this.timeNanos = timeNanos;
        this.value = value;
    }

    long timeNanos() {
        return timeNanos;
    }
}
