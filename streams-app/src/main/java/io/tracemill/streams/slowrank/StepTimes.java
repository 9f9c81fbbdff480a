package io.tracemill.streams.slowrank;

/** Times of all ranks in one step, in ns, by index of the rank. */
public final class StepTimes {

    private final long[] durations;
    private final long[][] work;
    private final long[][] collectives;

    /**
     * Creates a step in which all times are 0.
     *
     * @param ranks number of ranks
     * @param kinds number of kinds of collective
     */
    public StepTimes(int ranks, int kinds) {
        durations = new long[ranks];
        work = new long[Component.ALL.size()][ranks];
        collectives = new long[kinds][ranks];
    }

    /** Sets the length of a rank's step, and the components of its own work. */
    public void set(int rank, long duration, long computing, long host, long input) {
        durations[rank] = duration;
        work(Component.COMPUTING)[rank] = computing;
        work(Component.HOST)[rank] = host;
        work(Component.INPUT)[rank] = input;
    }

    /** Sets the summed duration of a rank's collectives of a kind, waiting included. */
    public void setCollectives(int kind, int rank, long nanos) {
        collectives[kind][rank] = nanos;
    }

    int ranks() {
        return durations.length;
    }

    long[] durations() {
        return durations;
    }

    @SuppressWarnings("EnumOrdinal") // index in an array, never stored
    long[] work(Component component) {
        return work[component.ordinal()];
    }

    /** Own work of each rank: the sum of its components. */
    long[] work() {
        long[] sums = new long[durations.length];
        for (long[] component : work) {
            for (int rank = 0; rank < sums.length; rank++) {
                sums[rank] += component[rank];
            }
        }
        return sums;
    }

    long[] collectives(int kind) {
        return collectives[kind];
    }
}
