package io.tracemill.streams.slowrank;

/** How far the class with the most computing was above the mean of the classes, over the steps, by class. */
final class StageSums {

    private static final int HIT_PM = 30;

    private final int microbatches;
    private final int[] hits;
    private final long[] excess;

    StageSums(int classes, int microbatches) {
        this.microbatches = microbatches;
        hits = new int[classes];
        excess = new long[classes];
    }

    /**
     * Adds a step.
     *
     * @param medians lower median of computing, by class, in ns
     */
    void add(long[] medians, PeerClasses classes, long stepNanos) {
        if (medians.length < 2) {
            return;
        }
        long weighted = 0;
        int ranks = 0;
        int most = 0;
        for (int i = 0; i < medians.length; i++) {
            int size = classes.members(i).length;
            weighted += medians[i] * size;
            ranks += size;
            most = medians[i] > medians[most] ? i : most;
        }
        long over = medians[most] - Math.floorDiv(weighted, ranks);
        if (microbatches > 1) {
            over = Math.floorDiv(over * (microbatches - 1), microbatches);
        }
        excess[most] += over;
        if (Permille.isAtLeast(over, HIT_PM, stepNanos)) {
            hits[most]++;
        }
    }

    int hits(int stage) {
        return hits[stage];
    }

    long excess(int stage) {
        return excess[stage];
    }
}
