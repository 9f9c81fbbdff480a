package io.tracemill.streams.rollup;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A sparse histogram of durations with HdrHistogram's buckets for 2 significant digits: 128 to each power of two from 128
 * on, so that a bucket is at most 1 % wide. Integers only: any order and any split of the values give the same.
 */
final class Histogram {

    private static final int MAGNITUDE = 7;
    private static final int HALF = 1 << MAGNITUDE;
    private static final int LEADING_ZEROS = Long.SIZE - MAGNITUDE - 1;

    private int[] buckets = new int[4];
    private long[] counts = new long[4];
    private int size;

    void add(long value) {
        add(bucketOf(value), 1);
    }

    void add(Histogram other) {
        for (int i = 0; i < other.size; i++) {
            add(other.buckets[i], other.counts[i]);
        }
    }

    void clear() {
        size = 0;
    }

    private void add(int bucket, long count) {
        int at = Arrays.binarySearch(buckets, 0, size, bucket);
        if (at >= 0) {
            counts[at] += count;
        } else {
            insert(-at - 1, bucket, count);
        }
    }

    private void insert(int at, int bucket, long count) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        buckets[at] = bucket;
        counts[at] = count;
        size++;
    }

    /** Highest value of the bucket in which the value of this rank (from 1, by size) lies. */
    long valueAt(long rank) {
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

    /** Pairs of varints: distance to the bucket before, and count. */
    ByteBuffer encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(3 * size);
        int before = 0;
        for (int i = 0; i < size; i++) {
            writeVarint(out, buckets[i] - before);
            writeVarint(out, counts[i]);
            before = buckets[i];
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    void add(ByteBuffer encoded) {
        ByteBuffer in = encoded.duplicate();
        int bucket = 0;
        while (in.hasRemaining()) {
            bucket += (int) readVarint(in);
            add(bucket, readVarint(in));
        }
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
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
