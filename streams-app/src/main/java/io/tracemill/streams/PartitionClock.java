package io.tracemill.streams;

/**
 * The time of a partition: the append time of its latest record plus the wall time since then. As long as records of a
 * backlog keep coming, the wall time adds nothing, so an outage ends no trace that waits in the backlog. A pause of
 * this process ends none either: one look at the clock adds at most a minute.
 */
final class PartitionClock {

    private static final long LONGEST_STEP_MILLIS = 60_000;

    private long latestMillis = Long.MIN_VALUE;
    private long silentMillis;
    private long wallMillis;

    /** Notes the append time of a record and the wall time at which it was processed, both in ms since 1970. */
    void observe(long appendMillis, long wall) {
        latestMillis = Math.max(latestMillis, appendMillis);
        silentMillis = 0;
        wallMillis = wall;
    }

    /** The partition's time at a wall time, in ms since 1970; {@link Long#MIN_VALUE} before the first record. */
    long now(long wall) {
        if (latestMillis == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        silentMillis += Math.max(0, Math.min(LONGEST_STEP_MILLIS, wall - wallMillis));
        wallMillis = wall;
        return latestMillis + silentMillis;
    }
}
