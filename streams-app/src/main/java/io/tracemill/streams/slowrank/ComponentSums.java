package io.tracemill.streams.slowrank;

import java.util.Arrays;

/** Sums of one component of work over the steps, by index of the rank. Excess is that over the peers' lower median. */
final class ComponentSums {

    /** Excess, in pm of the step, from which a rank has a hit. */
    static final int HIT_PM = 30;

    /** Times the median of its peers from which idle time of the leader counts as a stall. */
    private static final int STALL_TIMES = 3;

    private final Component component;
    private final int[] hits;
    private final long[] excess;
    private final long[] hitExcess;
    private final long[] hitStepNanos;
    private final int[] leaderHits;
    private final long[] leaderExcess;

    ComponentSums(Component component, int ranks) {
        this.component = component;
        hits = new int[ranks];
        excess = new long[ranks];
        hitExcess = new long[ranks];
        hitStepNanos = new long[ranks];
        leaderHits = new int[ranks];
        leaderExcess = new long[ranks];
    }

    /**
     * Adds a step.
     *
     * @param medians lower median of each rank's peers
     * @param leader rank with the most own work over its peers
     */
    void add(long[] work, long[] medians, long stepNanos, int leader) {
        for (int rank = 0; rank < hits.length; rank++) {
            long over = work[rank] - medians[rank];
            excess[rank] += over;
            if (Permille.isAtLeast(over, HIT_PM, stepNanos)) {
                hits[rank]++;
                hitExcess[rank] += over;
                hitStepNanos[rank] += stepNanos;
            }
        }
        long over = work[leader] - medians[leader];
        if (Permille.isAtLeast(over, HIT_PM, stepNanos) && isStall(work[leader], medians[leader])) {
            leaderHits[leader]++;
            leaderExcess[leader] += over;
        }
    }

    private boolean isStall(long work, long median) {
        return component == Component.COMPUTING || work >= STALL_TIMES * median;
    }

    Component component() {
        return component;
    }

    /** Steps in which the excess of a rank was a hit. */
    int hits(int rank) {
        return hits[rank];
    }

    /** Lower median of the hits of some ranks. */
    int medianHits(int[] ranks) {
        long[] of = new long[ranks.length];
        Arrays.setAll(of, i -> hits[ranks[i]]);
        return (int) LowerMedian.of(of);
    }

    /** Excess of each rank in all steps, in ns. */
    long[] excess() {
        return excess;
    }

    /** Excess of a rank in the steps of its hits, in ns. */
    long hitExcess(int rank) {
        return hitExcess[rank];
    }

    /** Length of the steps of a rank's hits, in ns. */
    long hitStepNanos(int rank) {
        return hitStepNanos[rank];
    }

    /** Steps that a rank led with a hit. */
    int leaderHits(int rank) {
        return leaderHits[rank];
    }

    /** Excess of a rank in the steps that it led with a hit, in ns. */
    long leaderExcess(int rank) {
        return leaderExcess[rank];
    }
}
