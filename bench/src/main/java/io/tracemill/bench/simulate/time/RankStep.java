package io.tracemill.bench.simulate.time;

import java.util.List;

/**
 * A step of a rank.
 *
 * @param rank number of the rank
 * @param step number of the step, from 0
 * @param length length of its sequences, of that of an even run
 * @param startNanos begin, in ns since the recording began
 * @param endNanos end
 * @param actions what it did, in order
 */
public record RankStep(int rank, int step, double length, long startNanos, long endNanos, List<Timed> actions) {

    /** Copies the list. */
    public RankStep {
        actions = List.copyOf(actions);
    }
}
