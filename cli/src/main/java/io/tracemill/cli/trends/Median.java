package io.tracemill.cli.trends;

import java.util.Arrays;

/** Median of values. */
final class Median {

    private Median() {}

    /** Median of those that are not NaN: of an even number, the mean of the two in the middle; NaN of none. */
    static double of(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
