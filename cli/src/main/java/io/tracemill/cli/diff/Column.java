package io.tracemill.cli.diff;

import java.util.Arrays;
import java.util.List;

/** Samples of one measure, not yet judged. A sample that says nothing of it is NaN. */
final class Column {

    private final Measure measure;
    private final String name;
    private final double[] before;
    private final double[] after;
    private final List<Double> shares;
    private final boolean small;

    /**
     * Of this measure.
     *
     * @param name the operator, kernel or shape, or the device as {@code rank/device}; empty of the sample as a whole
     * @param samples of the first run and of the second, in ns
     * @param shares in both runs, in percent of all device events, or of the device's window
     * @param small whether the share is too small in both runs to be judged
     */
    Column(Measure measure, String name, List<double[]> samples, List<Double> shares, boolean small) {
        this.measure = measure;
        this.name = name;
        this.before = samples.get(0);
        this.after = samples.get(1);
        this.shares = shares;
        this.small = small;
    }

    Measure measure() {
        return measure;
    }

    String name() {
        return name;
    }

    double beforeShare() {
        return shares.get(0);
    }

    double afterShare() {
        return shares.get(1);
    }

    boolean isSmall() {
        return small;
    }

    /** Samples of the first run, then of the second. */
    double[] rows() {
        double[] rows = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, rows, before.length, after.length);
        return rows;
    }

    boolean isInFirst() {
        return Arrays.stream(before).anyMatch(sample -> sample > 0);
    }

    boolean isInSecond() {
        return Arrays.stream(after).anyMatch(sample -> sample > 0);
    }
}
