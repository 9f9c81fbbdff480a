package io.tracemill.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.jspecify.annotations.NullMarked;

/**
 * Hash of keys that come from files, for tables in memory. Its seed is drawn when the program starts, so nobody can
 * write a file whose keys all fall into one slot. The hash must not be stored, and no output may depend on it.
 */
@NullMarked
public final class SeededHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED;
    private static final long FACTOR;

    /** The golden ratio as a fraction of 2^64, for which Knuth recommends it (The Art of Computer Programming, 6.4). */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    static {
        SecureRandom random = new SecureRandom();
        SEED = random.nextLong();
        FACTOR = random.nextLong() | 1;
    }

    private SeededHash() {}

    /** Hash of a number. All of its bits are equally good. */
    public static long of(long key) {
        return spread(fold(key ^ SEED));
    }

    /** Hash of a part of an array, eight bytes at a time. */
    public static long of(byte[] bytes, int offset, int length) {
        long hash = SEED ^ length;
        if (length < Long.BYTES) {
            return spread(fold(hash ^ few(bytes, offset, length)));
        }
        int last = offset + length - Long.BYTES;
        for (int at = offset; at < last; at += Long.BYTES) {
            hash = fold(hash ^ (long) LONG.get(bytes, at));
        }
        return spread(fold(hash ^ (long) LONG.get(bytes, last)));
    }

    /** Fewer than eight bytes as a number. */
    private static long few(byte[] bytes, int offset, int length) {
        if (length > 0 && bytes.length - offset >= Long.BYTES) {
            return (long) LONG.get(bytes, offset) & (1L << (Byte.SIZE * length)) - 1;
        }
        long few = 0;
        for (int at = offset + length - 1; at >= offset; at--) {
            few = (few << Byte.SIZE) | (bytes[at] & 0xff);
        }
        return few;
    }

    /** Upper and lower half of a product, combined: each bit of the result depends on each bit of the value. */
    private static long fold(long value) {
        return Math.multiplyHigh(value, FACTOR) ^ value * FACTOR;
    }

    /**
     * A folded value with its bits mixed once more. One factor in five hundred leaves keys that differ in a few
     * neighbouring bits close to each other.
     */
    private static long spread(long folded) {
        long mixed = folded * GOLDEN_RATIO;
        return mixed ^ (mixed >>> Integer.SIZE);
    }
}
