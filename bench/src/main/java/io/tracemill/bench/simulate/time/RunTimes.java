package io.tracemill.bench.simulate.time;

import java.util.List;

/** Times of all steps of all ranks. */
public final class RunTimes {

    private final List<List<RankStep>> byRank;

    RunTimes(List<List<RankStep>> byRank) {
        this.byRank = byRank;
    }

    /** Steps of a rank, in order. */
    public List<RankStep> steps(int rank) {
        return byRank.get(rank);
    }

    /** What the device of a rank does on average. */
    public Activity activity(int rank) {
        return Activity.of(byRank.get(rank));
    }

    /** Time from the begin of the first step to the end of the last, in ns. */
    public long nanos() {
        return endOfStep(byRank.get(0).size() - 1);
    }

    /** End of a step, in ns since the recording began. */
    public long endOfStep(int step) {
        return byRank.stream()
                .mapToLong(steps -> steps.get(step).endNanos())
                .max()
                .orElseThrow();
    }
}
