package io.tracemill.ingest.clip;

import java.util.Arrays;

/** Queue of events that were read ahead of the one that is published, by their number in the trace. */
final class LookAhead {

    /** Clipped duration of an event that is not clipped. */
    static final long WHOLE = -1;

    /** Time until which an event that is decided need not wait. */
    private static final long DECIDED = Long.MIN_VALUE;

    private byte[][] bytes = new byte[256][];
    private int[] offsets = new int[256];
    private long[] waitsUntil = new long[256];
    private long[] clipped = new long[256];
    private long first;
    private long next;

    int size() {
        return (int) (next - first);
    }

    /** Number that the next event will have. */
    long next() {
        return next;
    }

    /** Adds an event, which is decided. */
    void add(byte[] eventBytes, int offset) {
        if (size() == bytes.length) {
            grow();
        }
        int slot = slot(next++);
        bytes[slot] = eventBytes;
        offsets[slot] = offset;
        waitsUntil[slot] = DECIDED;
        clipped[slot] = WHOLE;
    }

    /** Makes an event wait until a time, in ns, or until it is clipped. */
    void letWait(long number, long nanos) {
        waitsUntil[slot(number)] = nanos;
    }

    /** Clips an event to a duration, in ns, unless it has left. */
    void clip(long number, long nanos) {
        if (number >= first) {
            clipped[slot(number)] = nanos;
            waitsUntil[slot(number)] = DECIDED;
        }
    }

    /** Whether the first event waits for a time later than this, in ns. */
    boolean firstWaits(long nanos) {
        return waitsUntil[slot(first)] > nanos;
    }

    byte[] firstBytes() {
        return bytes[slot(first)];
    }

    int firstOffset() {
        return offsets[slot(first)];
    }

    long firstClipped() {
        return clipped[slot(first)];
    }

    void removeFirst() {
        first++;
    }

    private int slot(long number) {
        return (int) number & (bytes.length - 1);
    }

    private void grow() {
        int old = bytes.length;
        byte[][] oldBytes = bytes;
        int[] oldOffsets = offsets;
        long[] oldWaits = waitsUntil;
        long[] oldClipped = clipped;
        bytes = Arrays.copyOf(bytes, 2 * old);
        offsets = new int[2 * old];
        waitsUntil = new long[2 * old];
        clipped = new long[2 * old];
        for (long number = first; number < next; number++) {
            int from = (int) number & (old - 1);
            bytes[slot(number)] = oldBytes[from];
            offsets[slot(number)] = oldOffsets[from];
            waitsUntil[slot(number)] = oldWaits[from];
            clipped[slot(number)] = oldClipped[from];
        }
    }
}
