package io.tracemill.streams.fleet;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Readings of one series. They may be added in any order; {@link #sorted} gives them in the order of their times. */
final class SeriesReadings {

    private static final int CAPACITY = 16;

    private long[] times = new long[CAPACITY];
    private double[] values = new double[CAPACITY];
    private int size;

    /** Adds a reading, at a time in ns since the epoch. */
    void add(long timeNanos, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = timeNanos;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    /** The readings in the order of their times; of those with one time, the largest value. */
    SeriesReadings sorted() {
        if (isSorted()) {
            return this;
        }
        SeriesReadings sorted = new SeriesReadings();
        IntStream.range(0, size)
                .boxed()
                .sorted((a, b) ->
                        times[a] != times[b] ? Long.compare(times[a], times[b]) : Double.compare(values[b], values[a]))
                .forEach(at -> {
                    if (sorted.size == 0 || sorted.times[sorted.size - 1] != times[at]) {
                        sorted.add(times[at], values[at]);
                    }
                });
        return sorted;
    }

    private boolean isSorted() {
        for (int i = 1; i < size; i++) {
            if (times[i - 1] >= times[i]) {
                return false;
            }
        }
        return true;
    }

    /** Median time between two readings, in ns; -1 if there are fewer than two. They must be sorted. */
    long intervalNanos() {
        if (size < 2) {
            return -1;
        }
        long[] differences = new long[size - 1];
        for (int i = 1; i < size; i++) {
            differences[i - 1] = times[i] - times[i - 1];
        }
        Arrays.sort(differences);
        return differences[(differences.length - 1) / 2];
    }

    /** Index of the last reading at or before a time; -1 if there is none. They must be sorted. */
    int lastAt(long timeNanos) {
        int found = Arrays.binarySearch(times, 0, size, timeNanos);
        return found >= 0 ? found : -found - 2;
    }
}
