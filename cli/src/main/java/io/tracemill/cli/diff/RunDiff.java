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
     * Compares two runs of an archive: by steps where both have several and all their spans were written, else by traces.
     *
     * @param minShare operators with a smaller share in both runs are not judged, in percent
     * @throws NoSuchRunException if the archive lacks a run; the message names those it has
     */
    public static RunDiff of(ArchiveSql archive, String before, String after, double minShare) throws IOException {
        boolean whole = isWhole(archive, List.of(before, after));
        RunSamples a = RunSamples.read(archive, before, SampleKind.STEP);
        RunSamples b = RunSamples.read(archive, after, SampleKind.STEP);
        SampleKind kind = SampleKind.STEP;
        if (!whole || a.count() < FEWEST || b.count() < FEWEST) {
            kind = SampleKind.TRACE;
            a = RunSamples.read(archive, before, kind);
            b = RunSamples.read(archive, after, kind);
        }
        List<Change> changes = new ArrayList<>(operators(a, b, minShare));
        changes.sort(Comparator.comparingDouble(
                change -> -Math.max(change.before().mean(), change.after().mean())));
        changes.addAll(devices(a, b));
        return new RunDiff(before, after, kind, a.count(), b.count(), Holm.judge(changes));
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
        for (String name : union(a.operators().keySet(), b.operators().keySet())) {
            double shareA = a.operatorShare(name);
            double shareB = b.operatorShare(name);
            Change change = change(Measure.OPERATOR, name, a.operator(name), b.operator(name))
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
        Change change = Change.of(measure, name, Summary.of(a), Summary.of(b));
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

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> names = new TreeSet<>(a);
        names.addAll(b);
        return names;
    }
}
