package io.tracemill.streams.rollup;

import java.nio.ByteBuffer;

/** Queue of numbers in ascending order, for numbers that arrive nearly in that order: a ring that grows. */
final class LongQueue {

    private static final int LONGEST_VARINT = 10;

    private long[] ring = new long[16];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Smallest number; there must be one. */
    long first() {
        return ring[head];
    }

    /** Removes the smallest number; there must be one. */
    long removeFirst() {
        long first = ring[head];
        head = (head + 1) & (ring.length - 1);
        size--;
        return first;
    }

    /** Adds a number; the cost is proportional to the number of larger ones in the queue. */
    void add(long number) {
        if (size == ring.length) {
            grow();
        }
        int mask = ring.length - 1;
        int at = head + size;
        while (at > head && ring[(at - 1) & mask] > number) {
            ring[at & mask] = ring[(at - 1) & mask];
            at--;
        }
        ring[at & mask] = number;
        size++;
    }

    private void grow() {
        long[] larger = new long[2 * ring.length];
        System.arraycopy(ring, head, larger, 0, size - head);
        System.arraycopy(ring, 0, larger, size - head, head);
        ring = larger;
        head = 0;
    }

    /** The numbers as varints: each the distance from the one before, the first from 0. */
    ByteBuffer encode() {
        byte[] out = new byte[LONGEST_VARINT * size];
        int end = 0;
        long before = 0;
        for (int i = 0; i < size; i++) {
            long number = ring[(head + i) & (ring.length - 1)];
            long rest = number - before;
            while ((rest & ~0x7fL) != 0) {
                out[end++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            out[end++] = (byte) rest;
            before = number;
        }
        return ByteBuffer.wrap(out, 0, end);
    }

    /** Decodes a queue. */
    static LongQueue decode(ByteBuffer encoded) {
        LongQueue queue = new LongQueue();
        ByteBuffer in = encoded.duplicate();
        long number = 0;
        while (in.hasRemaining()) {
            number += readVarint(in);
            queue.add(number);
        }
        return queue;
    }

    private static long readVarint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
