package io.tracemill.telemetry.batch;

import io.tracemill.telemetry.series.ReadingSeries;
import io.tracemill.telemetry.series.SharedRoom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The times and values of the last readings of a series, by which one that comes again is known: four, and up to 64
 * where there is room for them. Where a backlog is read from two partitions in turn, the same reading of two senders is
 * that far apart. It stays as long as the series, so it holds no reading but those that wait to be published.
 */
final class SeriesMemory {

    private static final int FEWEST = 4;
    private static final int MOST = 64;
    private static final int READING_BYTES = Long.BYTES + Double.BYTES;
    private static final long NONE = Long.MIN_VALUE;

    final ReadingSeries series;
    private long[] times = new long[FEWEST];
    private double[] values = new double[FEWEST];
    private @Nullable Reading waiting;
    private int next;
    private long latestNanos = NONE;

    SeriesMemory(ReadingSeries series) {
        this.series = series;
        Arrays.fill(times, NONE);
    }

    /** The place of the reading of a time; -1 where it is none of the last few. */
    int placeOf(long timeNanos) {
        for (int place = 0; timeNanos <= latestNanos && place < times.length; place++) {
            if (times[place] == timeNanos) {
                return place;
            }
        }
        return -1;
    }

    double value(int place) {
        return values[place];
    }

    /**
     * Keeps the time and the value of a reading that now waits, in place of the oldest one unless there is room.
     *
     * @param room memory for the readings beyond four
     */
    void keep(Reading reading, SharedRoom.Share room) {
        if (times[next] != NONE && times.length < MOST && !room.isFull()) {
            room.take((long) READING_BYTES * times.length);
            grow();
        }
        times[next] = reading.timeNanos;
        values[next] = reading.value;
        next = (next + 1) % times.length;
        latestNanos = Math.max(latestNanos, reading.timeNanos);
        await(reading);
    }

    /** Makes twice the room. The oldest reading, which is the next to be replaced, comes first. */
    private void grow() {
        int size = times.length;
        long[] moreTimes = new long[2 * size];
        double[] moreValues = new double[2 * size];
        Arrays.fill(moreTimes, NONE);
        for (int i = 0; i < size; i++) {
            moreTimes[i] = times[(next + i) % size];
            moreValues[i] = values[(next + i) % size];
        }
        times = moreTimes;
        values = moreValues;
        next = size;
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
        for (int i = 0; i < 2 * times.length && reading != null; i++) {
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
