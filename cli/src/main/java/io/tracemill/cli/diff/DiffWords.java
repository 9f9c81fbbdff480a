package io.tracemill.cli.diff;

import io.tracemill.cli.terminal.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sentences about a comparison. */
final class DiffWords {

    /** Warning that a run is compared with itself. */
    static final String SAME = "Both sides are the same run.";

    private static final int NAMED = 5;

    private DiffWords() {}

    /** What became of the samples as a whole, such as their length. */
    static String headline(RunDiff diff, Measure measure) {
        Change change = diff.ofSample(measure);
        String name = measure == Measure.LENGTH ? ChangeFields.code(diff.samples()) : measure.text();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " "
                + Figures.time(change.before().mean()) + " -> "
                + Figures.time(change.after().mean()) + ", " + verdict(change) + ".";
    }

    private static String verdict(Change change) {
        return switch (change.verdict()) {
            case SLOWER, FASTER -> percent(change.percent()) + ", significant";
            case NOT_PROVEN -> percent(change.percent()) + ", not proven (" + detectable(change) + ")";
            case NEW, GONE, SMALL, UNKNOWN -> "too few samples to tell";
        };
    }

    /** How large a change would probably have been found. */
    private static String detectable(Change change) {
        return Double.isNaN(change.detectablePercent())
                ? "no change would be found"
                : percent(change.detectablePercent()) + " would be found in 8 of 10 comparisons";
    }

    /** How much of the work of the runs can be compared. */
    static String work(RunDiff diff) {
        int groups = diff.work().groups();
        return "Only " + samples(diff) + " of the same work are compared: " + groups
                + (groups == 1 ? " group, " : " groups, ") + counted(diff.work().aside(), diff)
                + " without a counterpart.";
    }

    /** What a gate says, as a sentence with names. */
    static String gate(RunDiff diff, Gate gate) {
        ChangeNames names = new ChangeNames(
                Stream.concat(gate.slower().stream(), gate.undecided().stream()).toList());
        return switch (gate.outcome()) {
            case PASSED -> verdict(gate) + ".";
            case SLOWER ->
                verdict(gate) + ": "
                        + named(gate.slower(), change -> names.of(change, diff.samples()) + atLeast(change))
                        + alsoSlower(diff, gate, names);
            case UNDECIDED ->
                gate.undecided().isEmpty()
                        ? verdict(gate) + ": " + unmatched(diff)
                        : verdict(gate) + ": "
                                + named(gate.undecided(), change -> names.of(change, diff.samples()) + range(change))
                                + "; " + needed(diff, gate);
        };
    }

    /** What a gate says, as a sentence without names. */
    static String summary(RunDiff diff, Gate gate) {
        return switch (gate.outcome()) {
            case PASSED -> "Passed: " + verdict(gate) + ".";
            case SLOWER -> "Failed: " + verdict(gate) + ".";
            case UNDECIDED ->
                "Not decided: " + verdict(gate) + "; "
                        + (gate.undecided().isEmpty() ? unmatched(diff) : needed(diff, gate)) + ".";
        };
    }

    /** Changes that are certain, but not certain to be above the limit. */
    private static String alsoSlower(RunDiff diff, Gate gate, ChangeNames names) {
        List<Change> also = gate.undecided().stream()
                .filter(change -> change.verdict() == Verdict.SLOWER && change.percent() > gate.limit())
                .toList();
        return also.isEmpty()
                ? ""
                : "; also slower, but not surely by so much: "
                        + named(also, change -> names.of(change, diff.samples()) + atLeast(change));
    }

    private static String atLeast(Change change) {
        return " (" + percent(change.percent()) + ", at least " + percent(change.lowPercent()) + ")";
    }

    private static String unmatched(RunDiff diff) {
        return diff.work().asideOfSecond() + " of " + counted(diff.afterSamples(), diff) + " of " + diff.after()
                + " did work that no " + ChangeFields.code(diff.samples()) + " of " + diff.before() + " did";
    }

    private static String verdict(Gate gate) {
        String limit = limit(gate);
        return switch (gate.outcome()) {
            case PASSED -> "nothing that is compared is, or may be, slower by more than " + limit;
            case SLOWER -> "slower by more than " + limit;
            case UNDECIDED -> "it cannot be decided what is slower by more than " + limit;
        };
    }

    private static String range(Change change) {
        return change.verdict() == Verdict.UNKNOWN
                ? " (too few samples)"
                : " (" + percent(change.percent()) + ", at most " + percent(change.highPercent()) + "; "
                        + detectable(change) + ")";
    }

    private static String needed(RunDiff diff, Gate gate) {
        if (gate.samplesNeeded().isPresent()) {
            return "about " + Figures.count(gate.samplesNeeded().getAsLong()) + " " + samples(diff)
                    + " in each run would decide, if they vary as these do";
        }
        boolean isUnknown = gate.undecided().stream().anyMatch(change -> change.verdict() == Verdict.UNKNOWN);
        return isUnknown
                ? "noise is not known of what has fewer than two " + samples(diff) + " in a run"
                : "more " + samples(diff) + " do not decide a change so near the limit";
    }

    /** The first few of these, and how many more there are. */
    static String named(List<Change> changes, Function<Change, String> text) {
        String some = changes.stream().limit(NAMED).map(text).collect(Collectors.joining(", "));
        return changes.size() <= NAMED ? some : some + " and " + (changes.size() - NAMED) + " more";
    }

    /** A limit without needless digits. */
    static String limit(Gate gate) {
        return String.valueOf(gate.limit()).replaceAll("\\.0$", "") + " %";
    }

    static String percent(double value) {
        return String.format(Locale.ROOT, "%+.1f %%", value);
    }

    static String samples(RunDiff diff) {
        return ChangeFields.code(diff.samples()) + "s";
    }

    static String counted(int count, RunDiff diff) {
        return count + " " + ChangeFields.code(diff.samples()) + (count == 1 ? "" : "s");
    }
}
