package io.tracemill.telemetry.batch;

import io.tracemill.telemetry.series.ReadingSeries;

/** A reading that waits for its batch. Until then, a larger value of the same time takes its place. */
final class Reading {

    final ReadingSeries series;
    final long timeNanos;
    double value;
    boolean published;

    Reading(ReadingSeries series, long timeNanos, double value) {
        this.series = series;
        this.timeNanos = timeNanos;
        this.value = value;
    }

    long timeNanos() {
        return timeNanos;
    }
}
