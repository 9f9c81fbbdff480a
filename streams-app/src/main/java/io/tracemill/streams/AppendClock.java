package io.tracemill.streams;

/**
 * The time of a partition: the append time of its latest record, plus the wall time that has passed since. While there is
 * a backlog records keep coming and the second part is nothing, so an outage ends no trace that waits in the backlog.
 */
final class AppendClock {

    private long latestMillis = Long.MIN_VALUE;
    private long wallMillis;

    /** A record was appended at this time and processed at that wall time. */
    void observe(long appendMillis, long wall) {
        latestMillis = Math.max(latestMillis, appendMillis);
        wallMillis = wall;
    }

    /** The partition's time at a wall time; the smallest long before anything was observed. */
    long now(long wall) {
        return latestMillis == Long.MIN_VALUE ? Long.MIN_VALUE : latestMillis + Math.max(0, wall - wallMillis);
    }
}
