package io.tracemill.cli.trends;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A day from which on a measure of a run has another level.
 *
 * @param run name of the run
 * @param measure what changed
 * @param last last day of the level before
 * @param first first day of the new level
 * @param before median of the days of the level before, back to the change before that
 * @param after median of the days of the new level, up to the next change
 * @param daysBefore number of days of the level before
 * @param daysAfter number of days of the new level
 * @param effectPercent how much larger the value became: of a time, in percent of the step before; of another measure, in
 *     percent of the value before
 */
public record ChangePoint(
        String run,
        TrendMeasure measure,
        LocalDate last,
        LocalDate first,
        double before,
        double after,
        int daysBefore,
        int daysAfter,
        double effectPercent) {

    /**
     * Changes of a run, by day.
     *
     * @param days days of the run, in their order
     * @param least the smallest effect that is of interest, in percent
     */
    public static List<ChangePoint> of(List<TrendRow> days, double least) {
        List<TrendMeasure> measures = List.of(TrendMeasure.values());
        List<List<Integer>> changes = Segmentation.of(
                measures.stream().map(measure -> measure.of(days)).toList());
        List<ChangePoint> points = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            points.addAll(of(measures.get(i), days, changes.get(i)));
        }
        points.removeIf(point -> Double.isNaN(point.effectPercent) || Math.abs(point.effectPercent) < least);
        points.sort(Comparator.comparing(ChangePoint::first)); // of one day: in the order of the measures
        return points;
    }

    private static List<ChangePoint> of(TrendMeasure measure, List<TrendRow> days, List<Integer> changes) {
        List<ChangePoint> points = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            int change = changes.get(i);
            int end = i + 1 < changes.size() ? changes.get(i + 1) : days.size();
            points.add(
                    between(measure, days.subList(i == 0 ? 0 : changes.get(i - 1), change), days.subList(change, end)));
        }
        return points;
    }

    private static ChangePoint between(TrendMeasure measure, List<TrendRow> earlier, List<TrendRow> later) {
        List<TrendRow> old = with(measure, earlier);
        List<TrendRow> now = with(measure, later);
        double before = Median.of(measure.of(old));
        double after = Median.of(measure.of(now));
        double whole = measure.isTime() ? Median.of(TrendMeasure.STEP.of(old)) : before;
        return new ChangePoint(
                now.get(0).run(),
                measure,
                old.get(old.size() - 1).date(),
                now.get(0).date(),
                before,
                after,
                old.size(),
                now.size(),
                whole == 0 ? Double.NaN : 100 * (after - before) / whole);
    }

    private static List<TrendRow> with(TrendMeasure measure, List<TrendRow> days) {
        return days.stream().filter(day -> !Double.isNaN(measure.of(day))).toList();
    }

    /** Whether the run became slower: its steps longer, or its MFU lower. */
    public boolean isRegression() {
        return switch (measure) {
            case STEP -> after > before;
            case MFU -> after < before;
            case COMPUTING, COMMUNICATION, MEMCPY, IDLE -> false; // a part may grow at the expense of another
        };
    }
}
