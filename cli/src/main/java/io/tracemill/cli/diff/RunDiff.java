package io.tracemill.cli.diff;

import io.tracemill.cli.query.ArchiveSql;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one run differs from another.
 *
 * @param before name of the first run
 * @param after name of the second
 * @param isSame whether they are the same traces
 * @param samples what was compared
 * @param beforeSamples how many of them the first run has
 * @param afterSamples how many the second
 * @param work which samples did the same work
 * @param changes of the samples as a whole; of operators, kernels and shapes, each largest first; of devices
 * @param gate whether anything is slower by more than a limit, if there is one
 */
public record RunDiff(
        String before,
        String after,
        boolean isSame,
        SampleKind samples,
        int beforeSamples,
        int afterSamples,
        Work work,
        List<Change> changes,
        Optional<Gate> gate) {

    private static final int FEWEST = 2;

    /** Copies the list. */
    public RunDiff {
        changes = List.copyOf(changes);
    }

    /**
     * Compares two runs of an archive: by steps where both have several and all their spans were written, else by
     * traces.
     *
     * @throws NoSuchRunException if the archive lacks a run; the message names those it has
     * @throws NoStepsException if operators are asked for by device but only traces can be compared, which do not tell
     */
    public static RunDiff of(ArchiveSql archive, DiffRequest question) throws IOException {
        Selection before = Selection.of(archive, question.before());
        Selection after = Selection.of(archive, question.after());
        SampleKind kind = SampleKind.STEP;
        List<RunSamples> samples = SampleReader.read(archive, before, after, kind, question);
        boolean isWhole = before.isWhole() && after.isWhole();
        if (!isWhole || samples.get(0).count() < FEWEST || samples.get(1).count() < FEWEST) {
            if (question.byDevice()) {
                throw new NoStepsException();
            }
            kind = SampleKind.TRACE;
            samples = SampleReader.read(archive, before, after, kind, question);
        }
        RunSamples a = samples.get(0);
        RunSamples b = samples.get(1);
        Work work = Work.of(a.work(), b.work());
        List<Change> changes = Judge.judge(new Columns(a, b, question.minShare()).all(), work);
        Optional<Gate> gate = question.failAbove().isEmpty()
                ? Optional.empty()
                : Optional.of(Gate.of(changes, work, question.failAbove().getAsDouble()));
        boolean isSame = before.traces().equals(after.traces());
        return new RunDiff(before.name(), after.name(), isSame, kind, a.count(), b.count(), work, changes, gate);
    }

    /**
     * Ids of the traces on both sides of a comparison.
     *
     * @throws NoSuchRunException if the archive lacks a run; the message names those it has
     */
    public static Set<String> traces(ArchiveSql archive, DiffRequest question) throws IOException {
        Set<String> ids = new HashSet<>(Selection.of(archive, question.before()).traces());
        ids.addAll(Selection.of(archive, question.after()).traces());
        return ids;
    }

    /** The change of a measure of the samples as a whole. */
    Change ofSample(Measure measure) {
        return changes.stream()
                .filter(change -> change.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    /** Changes of this measure, largest first. */
    List<Change> of(Measure measure) {
        return changes.stream().filter(change -> change.measure() == measure).toList();
    }
}
