package io.tracemill.cli.diff;

import io.tracemill.cli.query.ArchiveSql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How one run differs from another.
 *
 * @param before name of the first run
 * @param after name of the second
 * @param samples what was compared
 * @param beforeSamples how many of them the first run has
 * @param afterSamples how many the second
 * @param changes of operators, largest first; then of devices
 */
public record RunDiff(
        String before, String after, SampleKind samples, int beforeSamples, int afterSamples, List<Change> changes) {

    private static final int FEWEST = 2;

    /**
     * Compares two runs of an archive: by steps where both have several and all their spans were written, else by
     * traces.
     *
     * @throws NoSuchRunException if the archive lacks a run; the message names those it has
     * @throws NoStepsException if operators are asked for by device but only traces can be compared, which do not tell
     */
    public static RunDiff of(ArchiveSql archive, DiffRequest question) throws IOException {
        String before = question.before();
        String after = question.after();
        boolean byDevice = question.byDevice();
        boolean whole = isWhole(archive, List.of(before, after));
        RunSamples a = RunSamples.read(archive, before, SampleKind.STEP, byDevice);
        RunSamples b = RunSamples.read(archive, after, SampleKind.STEP, byDevice);
        SampleKind kind = SampleKind.STEP;
        if (!whole || a.count() < FEWEST || b.count() < FEWEST) {
            if (byDevice) {
                throw new NoStepsException();
            }
            kind = SampleKind.TRACE;
            a = RunSamples.read(archive, before, kind, false);
            b = RunSamples.read(archive, after, kind, false);
        }
        List<Change> changes = new ArrayList<>(operators(a, b, question.minShare()));
        changes.sort(Comparator.comparingDouble(
                change -> -Math.max(change.before().mean(), change.after().mean())));
        changes.addAll(devices(a, b));
        return new RunDiff(before, after, kind, a.count(), b.count(), HolmCorrection.judge(changes));
    }

    /** What a gate at so many percent holds back. */
    public List<Change> regressions(double failAbove) {
        return changes.stream().filter(change -> change.isRegression(failAbove)).toList();
    }

    private static boolean isWhole(ArchiveSql archive, List<String> wanted) throws IOException {
        Map<String, Boolean> runs = new TreeMap<>();
        archive.rows(
                "select run, bool_and(spans = spans_written) as whole from traces where state <> 'BROKEN' group by run",
                List.of(),
                row -> runs.put(row.required("run"), row.required("whole").equals("true")));
        for (String run : wanted) {
            if (!runs.containsKey(run)) {
                throw new NoSuchRunException(run, runs.keySet());
            }
        }
        return wanted.stream().allMatch(runs::get);
    }

    private static List<Change> operators(RunSamples a, RunSamples b, double minShare) {
        List<Change> changes = new ArrayList<>();
        for (OperatorKey operator : union(a.operators(), b.operators())) {
            double shareA = a.operatorShare(operator);
            double shareB = b.operatorShare(operator);
            Change change = change(Measure.OPERATOR, operator.text(), a.operator(operator), b.operator(operator))
                    .withShares(shareA, shareB);
            boolean small = Math.max(shareA, shareB) < minShare;
            changes.add(small ? change.with(Double.NaN, Verdict.SMALL) : change);
        }
        return changes;
    }

    private static List<Change> devices(RunSamples a, RunSamples b) {
        List<Change> changes = new ArrayList<>();
        for (String name : union(a.devices().keySet(), b.devices().keySet())) {
            for (Measure measure : Measure.values()) {
                if (measure != Measure.OPERATOR) {
                    changes.add(change(measure, name, a.device(name, measure), b.device(name, measure))
                            .withShares(a.deviceShare(name, measure), b.deviceShare(name, measure)));
                }
            }
        }
        return changes;
    }

    /** Not yet judged but where there is nothing to compare. */
    private static Change change(Measure measure, String name, double[] a, double[] b) {
        Change change = Change.of(measure, name, SampleSummary.of(a), SampleSummary.of(b));
        if (a.length < FEWEST || b.length < FEWEST) {
            boolean oneSided = measure != Measure.OPERATOR && a.length * b.length == 0;
            Verdict verdict = !oneSided ? Verdict.UNKNOWN : a.length == 0 ? Verdict.NEW : Verdict.GONE;
            return change.with(Double.NaN, verdict);
        }
        boolean isNew = change.before().mean() == 0 && change.after().mean() > 0;
        boolean isGone = change.after().mean() == 0 && change.before().mean() > 0;
        if (measure == Measure.OPERATOR && (isNew || isGone)) {
            return change.with(Double.NaN, isNew ? Verdict.NEW : Verdict.GONE);
        }
        return change.with(WelchTest.probability(change.before(), change.after()), Verdict.SAME);
    }

    private static <T extends Comparable<T>> Set<T> union(Set<T> a, Set<T> b) {
        Set<T> names = new TreeSet<>(a);
        names.addAll(b);
        return names;
    }
}
