package io.tracemill.telemetry.batch;

import org.jspecify.annotations.Nullable;

/** The last few readings of a series, by which one that comes again is known. */
final class SeriesMemory {

    private static final int KEPT = 4;

    private final @Nullable Reading[] kept = new Reading[KEPT];
    private int next;

    /** The reading of a time; null where it is none of the last few. */
    @Nullable
    Reading of(long timeNanos) {
        for (Reading reading : kept) {
            if (reading != null && reading.timeNanos == timeNanos) {
                return reading;
            }
        }
        return null;
    }

    void keep(Reading reading) {
        kept[next] = reading;
        next = (next + 1) % KEPT;
    }
}
