package io.tracemill.streams;

/**
 * The time of a partition: the append time of its latest record, plus the wall time that has passed since. While there is
 * a backlog records keep coming and the second part is nothing, so an outage ends no trace that waits in the backlog; nor
 * does a pause of this process, since between two looks at the clock at most a minute passes.
 */
final class PartitionClock {

    private static final long LONGEST_STEP_MILLIS = 60_000;

    private long latestMillis = Long.MIN_VALUE;
    private long silentMillis;
    private long wallMillis;

    /** A record was appended at this time and processed at that wall time. */
    void observe(long appendMillis, long wall) {
        latestMillis = Math.max(latestMillis, appendMillis);
        silentMillis = 0;
        wallMillis = wall;
    }

    /** The partition's time at a wall time; the smallest long before anything was observed. */
    long now(long wall) {
        if (latestMillis == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        silentMillis += Math.max(0, Math.min(LONGEST_STEP_MILLIS, wall - wallMillis));
        wallMillis = wall;
        return latestMillis + silentMillis;
    }
}
