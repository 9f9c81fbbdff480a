package io.tracemill.streams.rollup;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sparse histogram of durations with the buckets of HdrHistogram for 2 significant digits: 128 buckets for each power
 * of two from 128 on, so a bucket is at most 1 % wide. It counts integers only, so order and grouping of the values
 * make no difference.
 */
final class Histogram {

    private static final int MAGNITUDE = 7;
    private static final int HALF = 1 << MAGNITUDE;
    private static final int LEADING_ZEROS = Long.SIZE - MAGNITUDE - 1;

    /** Most values that wait to be counted; counting many at once is cheaper. */
    private static final int MAX_WAITING = 64;

    /** Most bytes of an encoded bucket. */
    private static final int LARGEST_BUCKET = 3 + 10;

    private static final int[] NONE = {};

    private int[] buckets = new int[4];
    private long[] counts = new long[4];
    private int size;
    private int[] waiting = NONE;
    private int waitingSize;

    void add(long value) {
        if (waitingSize == waiting.length) {
            makeRoom();
        }
        waiting[waitingSize++] = bucketOf(value);
    }

    private void makeRoom() {
        settle();
        waiting = waiting.length == MAX_WAITING ? waiting : new int[Math.max(8, 2 * waiting.length)];
    }

    /** Counts the values that wait. */
    private void settle() {
        Arrays.sort(waiting, 0, waitingSize);
        int at = 0;
        for (int from = 0, to = 0; from < waitingSize; from = to) {
            int bucket = waiting[from];
            while (to < waitingSize && waiting[to] == bucket) {
                to++;
            }
            at = add(bucket, to - from, at);
        }
        waitingSize = 0;
    }

    void add(Histogram other) {
        other.settle();
        int at = 0;
        for (int i = 0; i < other.size; i++) {
            at = add(other.buckets[i], other.counts[i], at);
        }
    }

    void clear() {
        size = 0;
        waitingSize = 0;
    }

    /** Adds to a bucket at or after a position; returns the position of the bucket. */
    private int add(int bucket, long count, int from) {
        int at = Arrays.binarySearch(buckets, from, size, bucket);
        if (at < 0) {
            at = -at - 1;
            insert(at, bucket);
        }
        counts[at] += count;
        return at;
    }

    private void insert(int at, int bucket) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        buckets[at] = bucket;
        counts[at] = 0;
        size++;
    }

    /** Highest value of the bucket that contains the value of a rank, from 1 by size. */
    long valueAt(long rank) {
        settle();
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return highestValue(buckets[i]);
            }
        }
        throw new IllegalArgumentException("rank must be at most " + seen + " but was " + rank);
    }

    static int bucketOf(long value) {
        int shift = LEADING_ZEROS - Long.numberOfLeadingZeros(value | (2 * HALF - 1));
        return ((shift + 1) << MAGNITUDE) + ((int) (value >>> shift) - HALF);
    }

    static long highestValue(int bucket) {
        int shift = (bucket >> MAGNITUDE) - 1;
        if (shift < 0) {
            return bucket;
        }
        long lowest = (long) ((bucket & (HALF - 1)) + HALF) << shift;
        return lowest + (1L << shift) - 1;
    }

    /**
     * Encodes each bucket as a varint: twice the distance to the bucket before, plus 1 if a count other than 1 follows.
     */
    ByteBuffer encode() {
        settle();
        byte[] out = new byte[LARGEST_BUCKET * size];
        int end = 0;
        int before = 0;
        for (int i = 0; i < size; i++) {
            boolean several = counts[i] != 1;
            end = writeVarint(2L * (buckets[i] - before) + (several ? 1 : 0), out, end);
            if (several) {
                end = writeVarint(counts[i], out, end);
            }
            before = buckets[i];
        }
        return ByteBuffer.wrap(out, 0, end);
    }

    void add(ByteBuffer encoded) {
        ByteBuffer in = encoded.duplicate();
        int bucket = 0;
        int at = 0;
        while (in.hasRemaining()) {
            long next = readVarint(in);
            bucket += (int) (next >>> 1);
            at = add(bucket, (next & 1) == 0 ? 1 : readVarint(in), at);
        }
    }

    /** Writes a varint; returns the index after it. */
    private static int writeVarint(long value, byte[] out, int from) {
        int at = from;
        long rest = value;
        while (rest > 0x7f) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        return at;
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
