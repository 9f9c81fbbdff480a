package io.tracemill.ingest.pack;

import java.util.Arrays;

/** Block of packed events in the order of a trace. Immutable. */
public final class SortedBlock {

    private final byte[] bytes;
    private final int[] offsets;

    private SortedBlock(byte[] bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
    }

    /** Number of events. */
    public int count() {
        return offsets.length;
    }

    /** Bytes that the offsets point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** Offset of the event at a place in the order. */
    public int offset(int index) {
        return offsets[index];
    }

    /** Memory that the block takes, in bytes. */
    public long memoryBytes() {
        return bytes.length + 4L * offsets.length + 64;
    }

    /** A sorted copy of the packed events in a buffer. */
    public static SortedBlock sorted(GrowingBytes events, int count) {
        byte[] bytes = events.toBytes();
        int[] offsets = new int[count];
        int offset = 0;
        boolean inOrder = true;
        for (int i = 0; i < count; i++) {
            offsets[i] = offset;
            inOrder &= i == 0 || PackedHead.compare(bytes, offsets[i - 1], bytes, offset) <= 0;
            offset += PackedHead.length(bytes, offset);
        }
        if (!inOrder) {
            sort(bytes, offsets, Arrays.copyOf(offsets, count), 0, count);
        }
        return new SortedBlock(bytes, offsets);
    }

    /** Merge sort of {@code to[from, end)}; {@code spare} holds the same offsets. */
    private static void sort(byte[] bytes, int[] to, int[] spare, int from, int end) {
        if (end - from < 2) {
            return;
        }
        int middle = (from + end) >>> 1;
        sort(bytes, spare, to, from, middle);
        sort(bytes, spare, to, middle, end);
        if (PackedHead.compare(bytes, spare[middle - 1], bytes, spare[middle]) <= 0) {
            System.arraycopy(spare, from, to, from, end - from);
            return;
        }
        int left = from;
        int right = middle;
        for (int i = from; i < end; i++) {
            boolean takeLeft =
                    left < middle && (right >= end || PackedHead.compare(bytes, spare[left], bytes, spare[right]) <= 0);
            to[i] = takeLeft ? spare[left++] : spare[right++];
        }
    }
}
