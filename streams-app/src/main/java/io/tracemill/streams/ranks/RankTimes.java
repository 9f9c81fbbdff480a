package io.tracemill.streams.ranks;

import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import java.util.List;

/**
 * What the rule about slow ranks needs of one rank: its facts, and the times of its steps in plain arrays.
 *
 * @param facts the rank's record, without its steps
 * @param steps numbers of the steps, ascending
 * @param nanos times of each step: length, computing, host, input, then each group
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and by the million
record RankTimes(RankSteps facts, int[] steps, long[][] nanos) {

    /**
     * Most numbers of a run that are kept, which bounds the memory of a comparison to 64 MiB: a run of 1,024 ranks with
     * three groups each has room for 1,170 steps.
     */
    static final int MAX_NUMBERS = 1 << 23;

    static final int TOTAL = 0;
    static final int COMPUTING = 1;
    static final int HOST = 2;
    static final int INPUT = 3;
    static final int GROUPS = 4;

    /**
     * A rank's record with the steps only that can be judged. If there are too many for the size of the run, those with
     * the lowest numbers are kept. That depends on this record alone, so the order of the ranks makes no difference.
     */
    static RankSteps judged(RankSteps rank, int number) {
        Integer worldSize = rank.getWorldSize();
        int ranks = Math.max(number + 1, worldSize == null ? 0 : Math.min(worldSize, RunSums.MAX_RANKS));
        int numbers = GROUPS + Math.min(rank.getGroups().size(), GroupTimes.MAX_GROUPS);
        int most = Math.min(RunSums.MAX_STEPS, MAX_NUMBERS / ranks / numbers);
        List<RankStep> steps = rank.getSteps().stream()
                .filter(step -> step.getStep() != null && step.getStep() >= 0 && !step.getFirst())
                .toList();
        return RankSteps.newBuilder(rank)
                .setMoreSteps(rank.getMoreSteps() || steps.size() > most)
                .setSteps(steps.stream().limit(most).toList())
                .build();
    }

    /** Times of a rank, from the record with the steps that can be judged. */
    static RankTimes of(RankSteps rank) {
        int groups = rank.getGroups().size();
        int[] steps = new int[rank.getSteps().size()];
        long[][] nanos = new long[steps.length][GROUPS + groups];
        for (int i = 0; i < steps.length; i++) {
            RankStep step = rank.getSteps().get(i);
            steps[i] = step.getStep();
            nanos[i][TOTAL] = step.getTotalNs();
            nanos[i][COMPUTING] = step.getComputingNs();
            nanos[i][HOST] = step.getHostNs();
            nanos[i][INPUT] = step.getInputNs();
            for (int group = 0; group < Math.min(groups, step.getGroupNs().size()); group++) {
                nanos[i][GROUPS + group] = step.getGroupNs().get(group);
            }
        }
        return new RankTimes(RankSteps.newBuilder(rank).setSteps(List.of()).build(), steps, nanos);
    }

    int rank() {
        return facts.getRank();
    }
}
