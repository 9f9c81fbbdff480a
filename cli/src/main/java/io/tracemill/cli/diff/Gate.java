package io.tracemill.cli.diff;

import java.util.List;
import java.util.OptionalLong;

/**
 * Whether anything became slower by more than a limit. Looked at are the length and the device time of a sample, the
 * window of each device, and the operators, kernels and shapes whose share is large enough.
 *
 * @param limit the limit, in percent
 * @param slower changes that are above the limit for certain
 * @param undecided changes that may be above the limit
 * @param isOtherWork whether too many samples of the second run did work that none of the first did
 * @param samplesNeeded samples of each run that would tell them from the limit; empty if that is not known
 */
public record Gate(
        double limit, List<Change> slower, List<Change> undecided, boolean isOtherWork, OptionalLong samplesNeeded) {

    private static final double MOST_SAMPLES = 1e6;

    /** What a change at the limit may be above it, in percentage points. */
    private static final double ROUNDING = 1e-9;

    /** Samples of the second run without a counterpart that a gate lets pass, in percent. */
    private static final int MOST_OTHER_PCT = 5;

    /** What a gate says. */
    public enum Outcome {
        /** Nothing that is compared is, or may be, slower by more than the limit. */
        PASSED,
        /** Something is slower by more than the limit. */
        SLOWER,
        /** Nothing is proven to be slower by more than the limit, but something may be. */
        UNDECIDED
    }

    /** Copies the lists. */
    public Gate {
        slower = List.copyOf(slower);
        undecided = List.copyOf(undecided);
    }

    static Gate of(List<Change> changes, Work work, double limit) {
        List<Change> slower = changes.stream()
                .filter(Gate::isJudged)
                .filter(change -> change.verdict() == Verdict.SLOWER && change.lowPercent() > limit + ROUNDING)
                .toList();
        List<Change> undecided = changes.stream()
                .filter(Gate::isJudged)
                .filter(change -> !slower.contains(change) && !(change.highPercent() <= limit + ROUNDING))
                .toList();
        int samples = work.rows() - work.firstRows();
        boolean isOtherWork = 100L * work.asideOfSecond() > (long) MOST_OTHER_PCT * samples;
        return new Gate(limit, slower, undecided, isOtherWork, needed(undecided, limit));
    }

    /** What the gate says. */
    public Outcome outcome() {
        if (!slower.isEmpty()) {
            return Outcome.SLOWER;
        }
        return undecided.isEmpty() && !isOtherWork ? Outcome.PASSED : Outcome.UNDECIDED;
    }

    /** Changes for which it does not pass. */
    List<Change> issues() {
        return slower.isEmpty() ? undecided : slower;
    }

    /** New and gone ones show in the device time. */
    private static boolean isJudged(Change change) {
        return change.measure().isGated()
                && switch (change.verdict()) {
                    case SLOWER, FASTER, NOT_PROVEN, UNKNOWN -> true;
                    case NEW, GONE, SMALL -> false;
                };
    }

    private static OptionalLong needed(List<Change> undecided, double limit) {
        double most = 0;
        for (Change change : undecided) {
            double needed = change.samplesNeeded(limit);
            if (!(needed <= MOST_SAMPLES)) {
                return OptionalLong.empty();
            }
            most = Math.max(most, needed);
        }
        return most == 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil(most));
    }
}
