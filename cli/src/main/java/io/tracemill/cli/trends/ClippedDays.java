package io.tracemill.cli.trends;

import java.util.Arrays;
import java.util.List;

/**
 * Values of a measure, a day each, as distances from their median in standard deviations. A day that is farther than
 * {@value #FARTHEST} median absolute deviations (as standard deviations) from the median counts as if it were that far.
 * Days without a value are NaN.
 */
final class ClippedDays {

    private static final double FARTHEST = 4;

    /** Standard deviations of a normal distribution in one median absolute deviation. */
    private static final double SIGMA = 1.4826;

    private final double[] days;

    private ClippedDays(double[] days) {
        this.days = days;
    }

    /**
     * The days before which and the days from which on values differ most.
     *
     * @param at first day of the later ones
     * @param size how many standard errors the means of both differ; 0 if there is no split
     */
    record Split(int at, double size) {}

    static ClippedDays of(double[] measure, int from, int to) {
        double[] days = Arrays.copyOfRange(measure, from, to);
        double median = Median.of(days);
        double far = FARTHEST
                * SIGMA
                * Median.of(
                        Arrays.stream(days).map(day -> Math.abs(day - median)).toArray());
        if (far > 0) {
            Arrays.setAll(days, i -> Math.max(-far, Math.min(far, days[i] - median)));
        }
        double deviation = deviation(days);
        Arrays.setAll(days, i -> deviation > 0 ? days[i] / deviation : Double.NaN);
        return new ClippedDays(days);
    }

    private static double deviation(double[] days) {
        double[] known = Arrays.stream(days).filter(day -> !Double.isNaN(day)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        return Math.sqrt(Arrays.stream(known)
                .map(day -> (day - mean) * (day - mean))
                .average()
                .orElse(0));
    }

    /** The same days in another order. */
    ClippedDays inOrder(List<Integer> order) {
        return new ClippedDays(order.stream().mapToDouble(day -> days[day]).toArray());
    }

    /** Of all splits of a first part of these days, the one whose sides differ most. */
    Split widest() {
        double[] sums = new double[days.length + 1];
        int[] counts = new int[days.length + 1];
        for (int day = 0; day < days.length; day++) {
            boolean known = !Double.isNaN(days[day]);
            sums[day + 1] = sums[day] + (known ? days[day] : 0);
            counts[day + 1] = counts[day] + (known ? 1 : 0);
        }
        Split widest = new Split(0, 0);
        for (int at = 1; at < days.length; at++) {
            for (int end = at + 1; end <= days.length; end++) {
                double size = size(sums[at], counts[at], sums[end] - sums[at], counts[end] - counts[at]);
                if (size > widest.size) {
                    widest = new Split(at, size);
                }
            }
        }
        return widest;
    }

    private static double size(double sumBefore, int before, double sumAfter, int after) {
        if (before < Segmentation.FEWEST_DAYS || after < Segmentation.FEWEST_DAYS) {
            return 0;
        }
        return Math.abs(sumBefore / before - sumAfter / after) / Math.sqrt(1.0 / before + 1.0 / after);
    }
}
