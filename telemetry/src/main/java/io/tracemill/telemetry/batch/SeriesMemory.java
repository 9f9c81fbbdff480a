package io.tracemill.telemetry.batch;

import io.tracemill.telemetry.series.ReadingSeries;
import org.jspecify.annotations.Nullable;

/**
 * The times and values of the last few readings of a series, by which one that comes again is known. It stays as long
 * as the series, so it holds no reading but those that wait to be published.
 */
final class SeriesMemory {

    private static final int KEPT = 4;
    private static final long NONE = Long.MIN_VALUE;

    final ReadingSeries series;
    private final long[] times = {NONE, NONE, NONE, NONE};
    private final double[] values = new double[KEPT];
    private @Nullable Reading waiting;
    private int next;

    SeriesMemory(ReadingSeries series) {
        this.series = series;
    }

    /** The place of the reading of a time; -1 where it is none of the last few. */
    int placeOf(long timeNanos) {
        for (int place = 0; place < KEPT; place++) {
            if (times[place] == timeNanos) {
                return place;
            }
        }
        return -1;
    }

    double value(int place) {
        return values[place];
    }

    /** Keeps the time and the value of a reading that now waits. */
    void keep(Reading reading) {
        times[next] = reading.timeNanos;
        values[next] = reading.value;
        next = (next + 1) % KEPT;
        await(reading);
    }

    /** A reading of a time that is known waits again, since the one before is published. */
    void await(Reading reading) {
        reading.before = waiting;
        waiting = reading;
    }

    /**
     * Gives the reading at a place a larger value.
     *
     * @return whether it waits still, and has that value now
     */
    boolean raise(int place, double value) {
        values[place] = value;
        Reading reading = waiting;
        for (int i = 0; i < 2 * KEPT && reading != null; i++) {
            if (reading.timeNanos == times[place]) {
                reading.value = value;
                return true;
            }
            reading = reading.before;
        }
        return false;
    }

    /** None of its readings waits any more. */
    void published() {
        waiting = null;
    }
}
