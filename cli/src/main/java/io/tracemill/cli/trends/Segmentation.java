package io.tracemill.cli.trends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where series of several measures change their level. The series are split where the days before and the days after
 * differ most, if they differ more than they do in 99 of 100 random orders of the days; then each part is looked at in the
 * same way. The scheme is that of E-divisive (D. S. Matteson and N. A. James, A Nonparametric Approach for Multiple Change
 * Point Analysis of Multivariate Data, 2014). The distance is the difference of means of {@link ClippedDays}, so that a day
 * that is far out counts no more than one that is somewhat out. All measures are put in the same random order, so that the
 * limit holds for all of them together (P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing, 1993).
 */
final class Segmentation {

    /** The fewest days that make a level. */
    static final int FEWEST_DAYS = 3;

    private static final int ORDERS = 999;

    /** Of 1,000 orders with the real one, those that may have a difference as large. */
    private static final int LARGER_ORDERS = 10;

    private static final long SEED = 77;

    private final List<double[]> measures;
    private final Map<Span, Double> limits = new HashMap<>();

    private Segmentation(List<double[]> measures) {
        this.measures = measures;
    }

    /**
     * Days from which on a measure has another level, by measure and in their order.
     *
     * @param measures values of each measure, a day each; NaN where there is none
     */
    static List<List<Integer>> of(List<double[]> measures) {
        Segmentation segmentation = new Segmentation(measures);
        List<List<Integer>> changes = new ArrayList<>();
        for (double[] days : measures) {
            TreeSet<Integer> found = new TreeSet<>();
            segmentation.split(days, new Span(0, days.length), found);
            changes.add(List.copyOf(found));
        }
        return changes;
    }

    private void split(double[] days, Span span, Set<Integer> found) {
        ClippedDays.Split split = ClippedDays.of(days, span.from, span.to).widest();
        if (split.size() > 0 && split.size() > limits.computeIfAbsent(span, this::limit)) {
            int change = span.from + split.at();
            found.add(change);
            split(days, new Span(span.from, change), found);
            split(days, new Span(change, span.to), found);
        }
    }

    /** What the largest difference of any measure exceeds in 1 % of the orders of these days. */
    private double limit(Span span) {
        List<ClippedDays> clipped = measures.stream()
                .map(days -> ClippedDays.of(days, span.from, span.to))
                .toList();
        Random random = new Random(SEED);
        List<Integer> order = new ArrayList<>();
        for (int day = 0; day < span.to - span.from; day++) {
            order.add(day);
        }
        double[] largest = new double[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(order, random);
            for (ClippedDays days : clipped) {
                largest[i] = Math.max(largest[i], days.inOrder(order).widest().size());
            }
        }
        Arrays.sort(largest);
        return largest[ORDERS - LARGER_ORDERS];
    }

    private record Span(int from, int to) {}
}
