package io.tracemill.streams.store;

import java.nio.ByteBuffer;

/**
 * The time of a partition's log: the latest append time of a record. It is kept in the store, so that a restart does
 * not change what happens at which record. No clock of this machine is asked.
 */
public final class LogClock {

    private static final String KEY = "clock";

    private final KeyValues store;
    private long now = Long.MIN_VALUE;

    /** The clock of a store. */
    public LogClock(KeyValues store) {
        this.store = store;
        byte[] kept = store.get(KEY);
        if (kept != null) {
            now = ByteBuffer.wrap(kept).getLong();
        }
    }

    /** The time, in ms since 1970; {@link Long#MIN_VALUE} before the first record. */
    public long now() {
        return now;
    }

    /**
     * Notes a record.
     *
     * @param appendMillis append time of the record, in ms since 1970
     * @return the time before
     */
    public long advance(long appendMillis) {
        long before = now;
        if (appendMillis > now) {
            now = appendMillis;
            store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
        }
        return before;
    }

    /** Whether a turn has begun since an earlier time: a stretch of time of a length in ms, counted since 1970. */
    public boolean hasTurned(long since, long turnMillis) {
        return now != since
                && (since == Long.MIN_VALUE || Math.floorDiv(since, turnMillis) != Math.floorDiv(now, turnMillis));
    }
}
