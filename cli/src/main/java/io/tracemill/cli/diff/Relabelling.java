package io.tracemill.cli.diff;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How large t gets when nothing changed: the samples of both runs are dealt out to the runs anew, many times, and the
 * largest t of all measures is noted each time. All measures of a sample stay together, so measures that vary together
 * count as little more than one (P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing, 1993). Samples are
 * exchanged only with samples that did the same work.
 */
final class Relabelling {

    private static final int MOST_DEALS = 4_999;
    private static final int FEWEST_DEALS = 999;

    /** Samples of measures that are looked at in all deals together, about: a few seconds' work. */
    private static final long MOST_LOOKS = 1_000_000_000;

    private static final long SEED = 54;

    private final Work work;
    private final List<double[]> measures;
    private final List<GroupedMoments> all;
    private final GroupedMoments first;
    private final GroupedMoments rest;

    private Relabelling(Work work, List<double[]> measures) {
        this.work = work;
        this.measures = measures;
        this.all = measures.stream().map(work::moments).toList();
        this.first = new GroupedMoments(work.groups());
        this.rest = new GroupedMoments(work.groups());
    }

    /**
     * Largest t of all measures in each deal, {@linkplain StudentT#normal as one of a normal distribution}; sorted.
     *
     * @param measures samples of the first run, then of the second
     */
    static double[] largest(Work work, List<double[]> measures) {
        Relabelling relabelling = new Relabelling(work, measures);
        Random random = new Random(SEED);
        long looks = (long) work.rows() * measures.size();
        double[] largest = new double[(int) Math.max(FEWEST_DEALS, Math.min(MOST_DEALS, MOST_LOOKS / looks)) + 1];
        largest[0] = relabelling.largest(work.dealt());
        for (int deal = 1; deal < largest.length; deal++) {
            largest[deal] = relabelling.largest(work.deal(random));
        }
        Arrays.sort(largest);
        return largest;
    }

    /** What the largest t of all measures exceeds in this part of the deals. */
    static double exceeded(double[] largest, double level) {
        return largest[(int) Math.ceil((1 - level) * largest.length) - 1];
    }

    /** Largest t of all measures if these rows are the first run. */
    private double largest(int[] firstRows) {
        double largest = 0;
        for (int i = 0; i < measures.size(); i++) {
            double[] samples = measures.get(i);
            first.clear();
            for (int row : firstRows) {
                first.add(work.group(row), samples[row]);
            }
            rest.setRest(all.get(i), first);
            Contrast contrast = Contrast.of(SampleSummary.of(first, rest, 0), SampleSummary.of(rest, first, 0));
            if (contrast.isDefined() && contrast.error() > 0) { // equal samples on both sides have no t
                largest = Math.max(largest, StudentT.normal(contrast.t(), contrast.freedom()));
            }
        }
        return largest;
    }
}
