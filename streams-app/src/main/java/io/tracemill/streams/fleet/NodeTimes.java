package io.tracemill.streams.fleet;

/** The first and the last time of the readings that it is passed. */
final class NodeTimes implements Segment.Sink {

    /** Length of a minute, in ns. */
    static final long MINUTE_NANOS = 60_000_000_000L;

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    @Override
    public void reading(int series, long timeNanos, double value) {
        first = Math.min(first, timeNanos);
        last = Math.max(last, timeNanos);
    }

    boolean isEmpty() {
        return first > last;
    }

    /** Minute of the first reading, since 1970. */
    long firstMinute() {
        return Math.floorDiv(first, MINUTE_NANOS);
    }

    /** Minute of the last reading, since 1970. */
    long lastMinute() {
        return Math.floorDiv(last, MINUTE_NANOS);
    }
}
