package io.tracemill.cli.diff;

import java.util.Arrays;

/** Numbers, sums and sums of squares of samples, by the work that the samples did. */
final class GroupedMoments {

    /** Far more than what rounding leaves of a sum of squares, and far less than any clock tells. */
    private static final double ROUNDING = 1e-12;

    private final double[] counts;
    private final double[] sums;
    private final double[] squares;

    GroupedMoments(int groups) {
        counts = new double[groups];
        sums = new double[groups];
        squares = new double[groups];
    }

    /** Adds a sample; one without a group, or that is not a number, does not count. */
    void add(int group, double sample) {
        if (group != Work.NONE && !Double.isNaN(sample)) {
            counts[group]++;
            sums[group] += sample;
            squares[group] += sample * sample;
        }
    }

    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
    }

    /** Makes these the moments of what is in the first and not in the second. */
    void setRest(GroupedMoments all, GroupedMoments part) {
        for (int group = 0; group < counts.length; group++) {
            counts[group] = all.counts[group] - part.counts[group];
            sums[group] = all.sums[group] - part.sums[group];
            squares[group] = all.squares[group] - part.squares[group];
        }
    }

    int groups() {
        return counts.length;
    }

    double count(int group) {
        return counts[group];
    }

    double mean(int group) {
        return sums[group] / counts[group];
    }

    /** Sum of the squared deviations from the mean; 0 where rounding is all there is. */
    double deviation(int group) {
        double deviation = squares[group] - sums[group] * sums[group] / counts[group];
        return deviation > ROUNDING * squares[group] ? deviation : 0;
    }
}
