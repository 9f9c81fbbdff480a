package io.tracemill.streams.rollup;

import io.tracemill.schemas.CopyStats;
import io.tracemill.streams.state.CopyState;
import io.tracemill.streams.trace.Saturating;

/** Sums of the copies of one device in one direction. */
final class CopyRow {

    private final int key;
    private long count;
    private long nanos;
    private long bytes;
    private long bytesNanos;

    CopyRow(int key) {
        this.key = key;
    }

    int key() {
        return key;
    }

    /** Whether there are any. */
    boolean hasCopies() {
        return count > 0;
    }

    /** Adds a copy that does not say how many bytes it moves. */
    void add(long duration) {
        count++;
        nanos = Saturating.sum(nanos, duration);
    }

    /** Adds a copy. */
    void add(long duration, long moved) {
        add(duration);
        bytes = Saturating.sum(bytes, moved);
        bytesNanos = Saturating.sum(bytesNanos, duration);
    }

    void add(CopyRow later) {
        add(later.state());
    }

    void add(CopyState later) {
        count += later.getCount();
        nanos = Saturating.sum(nanos, later.getNs());
        bytes = Saturating.sum(bytes, later.getBytes());
        bytesNanos = Saturating.sum(bytesNanos, later.getBytesNs());
    }

    void clear() {
        count = 0;
        nanos = 0;
        bytes = 0;
        bytesNanos = 0;
    }

    CopyState state() {
        return new CopyState(key, count, nanos, bytes, bytesNanos);
    }

    CopyStats.Builder stats(CopyStats.Builder row) {
        return row.setCount(count)
                .setTotalNs(nanos)
                .setBytes(bytes == 0 ? null : (Long) bytes)
                .setBandwidthGbPerS(bytes == 0 || bytesNanos == 0 ? null : (Double) ((double) bytes / bytesNanos));
    }
}
