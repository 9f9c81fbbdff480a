package io.tracemill.streams.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Reads a window of time from the readings of a series. A reading holds until the next one, and at most 2.5 intervals.
 * A sum grows evenly between two readings, unless they are more than ten minutes apart.
 */
final class WindowReader {

    /** Time between two readings beyond which nothing is known of a sum, in ns. */
    static final long LONGEST_GAP_NANOS = 600_000_000_000L;

    /** Interval that is assumed of a series with one reading, in ns. */
    private static final long ASSUMED_INTERVAL_NANOS = 15_000_000_000L;

    private final SeriesReadings readings;
    private final long holdNanos;

    /** A reader of sorted readings that come at an interval, in ns; -1 if it is not known. */
    WindowReader(SeriesReadings readings, long intervalNanos) {
        this.readings = readings;
        this.holdNanos = (intervalNanos < 0 ? ASSUMED_INTERVAL_NANOS : intervalNanos) / 2 * 5;
    }

    /** The values of a gauge over a window; null if no reading covers any of it. */
    @Nullable
    WindowValue gauge(long startNanos, long endNanos) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double last = 0;
        long covered = 0;
        int samples = 0;
        int first = readings.lastAt(startNanos);
        for (int i = Math.max(0, first); i < readings.size() && readings.time(i) <= endNanos; i++) {
            long from = Math.max(startNanos, readings.time(i));
            long next = i + 1 < readings.size() ? readings.time(i + 1) : Long.MAX_VALUE;
            long to = Math.min(endNanos, Math.min(next, readings.time(i) + holdNanos));
            if (to < from || (to == from && endNanos > startNanos)) {
                continue;
            }
            samples += readings.time(i) >= startNanos ? 1 : 0;
            sum += readings.value(i) * (to - from);
            covered += to - from;
            min = Math.min(min, readings.value(i));
            max = Math.max(max, readings.value(i));
            last = readings.value(i);
        }
        if (min > max) {
            return null;
        }
        double mean = covered == 0 ? min : Math.min(max, Math.max(min, sum / covered)); // within, whatever is rounded
        double held = part(covered, startNanos, endNanos);
        return new WindowValue(mean, min, max, last, null, 0, samples, held, age(startNanos));
    }

    private @Nullable Long age(long startNanos) {
        int held = readings.lastAt(startNanos);
        if (held < 0 || startNanos - readings.time(held) > holdNanos) {
            return null;
        }
        return startNanos - readings.time(held);
    }

    private static double part(long covered, long startNanos, long endNanos) {
        return endNanos == startNanos ? 1 : (double) covered / (endNanos - startNanos);
    }

    /** What a sum grew by over a window; null if no two readings cover any of it. */
    @Nullable
    WindowValue counter(long startNanos, long endNanos) {
        double increase = 0;
        long covered = 0;
        int samples = 0;
        int resets = 0;
        for (int i = Math.max(0, readings.lastAt(startNanos));
                i < readings.size() && readings.time(i) <= endNanos;
                i++) {
            samples += readings.time(i) >= startNanos ? 1 : 0;
            if (i + 1 == readings.size()) {
                break;
            }
            long interval = readings.time(i + 1) - readings.time(i);
            long overlap = Math.min(endNanos, readings.time(i + 1)) - Math.max(startNanos, readings.time(i));
            if (overlap <= 0 || interval > LONGEST_GAP_NANOS) {
                continue;
            }
            boolean reset = readings.value(i + 1) < readings.value(i);
            double grown = reset ? readings.value(i + 1) : readings.value(i + 1) - readings.value(i);
            increase += grown * overlap / interval;
            resets += reset ? 1 : 0;
            covered += overlap;
        }
        return covered == 0
                ? null
                : new WindowValue(
                        null,
                        null,
                        null,
                        null,
                        increase,
                        resets,
                        samples,
                        part(covered, startNanos, endNanos),
                        age(startNanos));
    }
}
