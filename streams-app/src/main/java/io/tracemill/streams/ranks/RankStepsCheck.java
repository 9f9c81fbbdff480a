package io.tracemill.streams.ranks;

import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Check of the record of a rank, which any program could have written. What passes can be compared. */
public final class RankStepsCheck {

    private static final long LONGEST_NANOS = 1L << 55;

    private static final int LONGEST_NAME = 1_024;

    private RankStepsCheck() {}

    /** What is wrong with a record, in one sentence; empty if nothing is. */
    public static Optional<String> faultOf(RankSteps rank) {
        int groups = rank.getGroups().size();
        if (rank.getRun().length() > LONGEST_NAME) {
            return Optional.of("the name of its run has " + rank.getRun().length() + " characters");
        }
        if (rank.getNode() != null && rank.getNode().length() > LONGEST_NAME) {
            return Optional.of("the name of its node has " + rank.getNode().length() + " characters");
        }
        @Nullable RankFigures figures = rank.getFigures();
        if (figures != null && figures.getStepNs() != null && !isPlausible(figures.getStepNs())) {
            return Optional.of("the length of its steps is below zero or longer than a year");
        }
        if (groups > GroupTimes.MAX_GROUPS || rank.getSteps().size() > RunSums.MAX_STEPS + 1) {
            return Optional.of(
                    "it has " + rank.getSteps().size() + " steps and " + groups + " groups, which are too many");
        }
        Set<@Nullable Integer> seen = new HashSet<>();
        for (RankStep step : rank.getSteps()) {
            if (!seen.add(step.getStep())) {
                return Optional.of("step " + step.getStep() + " occurs twice");
            }
            if (step.getGroupNs().size() != groups) {
                return Optional.of("step " + step.getStep() + " has times of "
                        + step.getGroupNs().size() + " groups, not of " + groups);
            }
            if (times(step).anyMatch(nanos -> !isPlausible(nanos))) {
                return Optional.of("a time of step " + step.getStep() + " is below zero or longer than a year");
            }
        }
        return Optional.empty();
    }

    private static boolean isPlausible(long nanos) {
        return nanos >= 0 && nanos <= LONGEST_NANOS;
    }

    private static LongStream times(RankStep step) {
        LongStream own = LongStream.of(
                step.getTotalNs(),
                step.getComputingNs(),
                step.getCommunicationNs(),
                step.getExposedCommunicationNs(),
                step.getIdleNs(),
                step.getHostNs(),
                step.getInputNs());
        return LongStream.concat(own, step.getGroupNs().stream().mapToLong(Long::longValue));
    }
}
