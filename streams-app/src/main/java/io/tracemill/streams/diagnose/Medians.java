package io.tracemill.streams.diagnose;

import java.util.List;

/** The median. */
final class Medians {

    private Medians() {}

    /** Median of some values; the mean of the two in the middle if they are an even number. */
    static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
