package io.tracemill.cli.diff;

import java.util.ArrayList;
import java.util.List;

/** Tells changes from noise, all measures of a comparison together. */
final class Judge {

    /** Part of the comparisons of equal runs in which anything at all is called. */
    static final double LEVEL = 0.01;

    /** Samples of a run that are needed if they are all equal: fewer are equal by chance, when times are rounded. */
    private static final int LEAST_EXACT = 4;

    /** Deals that are too few to tell so small a part: then each measure gets its share of it (Bonferroni). */
    private static final double FEWEST_DEALS = 10 / LEVEL;

    private static final double SIGMAS = 3;

    /** How far a sample may be from an equal mean by rounding, as a part of it. */
    private static final double ROUNDING = 1e-9;

    private final Work work;
    private final List<double[]> judged = new ArrayList<>();

    private Judge(Work work) {
        this.work = work;
    }

    /** Changes of these columns, in their order. */
    static List<Change> judge(List<Column> columns, Work work) {
        Judge judge = new Judge(work);
        List<Change> changes = columns.stream().map(judge::summed).toList();
        if (judge.judged.isEmpty()) {
            return changes;
        }
        double[] largest =
                work.logOfDeals() >= Math.log(FEWEST_DEALS) ? Relabelling.largest(work, judge.judged) : new double[0];
        return changes.stream()
                .map(change -> change.verdict() == Verdict.NOT_PROVEN ? judge.called(change, largest) : change)
                .toList();
    }

    private Change called(Change change, double[] largest) {
        Contrast contrast = change.contrast();
        double critical = critical(largest, LEVEL, contrast.freedom());
        Verdict verdict = contrast.t() <= critical
                ? Verdict.NOT_PROVEN
                : contrast.difference() > 0 ? Verdict.SLOWER : Verdict.FASTER;
        return new Change(
                change.measure(),
                change.name(),
                change.before(),
                change.after(),
                change.beforeShare(),
                change.afterShare(),
                contrast,
                new Critical(critical, critical(largest, 2 * LEVEL, contrast.freedom())),
                verdict);
    }

    /** The t beyond which any measure is, in either direction, in this part of the comparisons of equal runs. */
    private double critical(double[] largest, double level, double freedom) {
        return largest.length > 0
                ? StudentT.ofNormal(Relabelling.exceeded(largest, level), freedom)
                : StudentT.quantile(level / judged.size(), freedom);
    }

    /** A change whose verdict is {@code NOT_PROVEN} if it is to be judged. */
    private Change summed(Column column) {
        int split = work.firstRows();
        double[] rows = column.rows();
        int outliersBefore = setAside(rows, 0, split);
        int outliersAfter = setAside(rows, split, rows.length);
        GroupedMoments a = work.moments(rows, 0, split);
        GroupedMoments b = work.moments(rows, split, rows.length);
        boolean isInBoth = column.isInFirst() && column.isInSecond();
        SampleSummary before = SampleSummary.of(a, isInBoth ? b : a, outliersBefore);
        SampleSummary after = SampleSummary.of(b, isInBoth ? a : b, outliersAfter);
        Contrast contrast = Contrast.of(before, after);
        Verdict verdict = verdict(column, before, after);
        if (verdict == Verdict.NOT_PROVEN) {
            judged.add(rows);
        }
        return new Change(
                column.measure(),
                column.name(),
                before,
                after,
                column.beforeShare(),
                column.afterShare(),
                contrast,
                Critical.UNKNOWN,
                verdict);
    }

    private static Verdict verdict(Column column, SampleSummary before, SampleSummary after) {
        if (column.isSmall()) {
            return Verdict.SMALL;
        }
        if (column.isInFirst() != column.isInSecond() && !column.measure().isOfSample()) {
            return column.isInSecond() ? Verdict.NEW : Verdict.GONE;
        }
        boolean isKnown = before.freedom() > 0 && after.freedom() > 0 && (before.mean() == 0) == (after.mean() == 0);
        boolean isExact = before.error() == 0 && after.error() == 0 && before.mean() != after.mean();
        boolean isTooFew = isExact && Math.min(before.count(), after.count()) < LEAST_EXACT;
        return isKnown && !isTooFew ? Verdict.NOT_PROVEN : Verdict.UNKNOWN;
    }

    /**
     * Makes outliers NaN: samples that are more than three standard deviations from the mean of all, each by its work.
     */
    private int setAside(double[] rows, int from, int to) {
        GroupedMoments moments = work.moments(rows, from, to);
        GroupedMoments relative = new GroupedMoments(1);
        for (int row = from; row < to; row++) {
            relative.add(Math.min(0, work.group(row)), relative(rows, row, moments));
        }
        double limit = SIGMAS * Math.sqrt(relative.deviation(0) / (relative.count(0) - 1));
        int outliers = 0;
        for (int row = from; row < to; row++) {
            if (Math.abs(relative(rows, row, moments) - 1) > limit + ROUNDING) {
                rows[row] = Double.NaN;
                outliers++;
            }
        }
        return outliers;
    }

    /** A sample as a part of the mean of those of its work. */
    private double relative(double[] rows, int row, GroupedMoments moments) {
        int group = work.group(row);
        return group == Work.NONE ? Double.NaN : moments.mean(group) == 0 ? 1 : rows[row] / moments.mean(group);
    }
}
