package io.tracemill.ingest.pack;

import io.tracemill.schemas.SeededHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hash and equality of strings that are bytes in an array, eight bytes at a time. */
public final class StringBytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private StringBytes() {}

    /**
     * Hash of a string, which every run of the program gives alike. A table of strings from files uses {@link
     * SeededHash}.
     */
    public static long hash(byte[] bytes, int offset, int length) {
        long hash = length * 0x9e3779b97f4a7c15L;
        if (length <= Long.BYTES) {
            return mix(hash ^ few(bytes, offset, length));
        }
        int last = offset + length - Long.BYTES;
        for (int at = offset; at < last; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(bytes, at));
        }
        return mix(hash ^ (long) LONG.get(bytes, last));
    }

    /** Up to eight bytes as a number. */
    private static long few(byte[] bytes, int offset, int length) {
        if (length > 0 && bytes.length - offset >= Long.BYTES) {
            return (long) LONG.get(bytes, offset) << (64 - 8 * length) >>> (64 - 8 * length);
        }
        long few = 0;
        for (int at = offset + length - 1; at >= offset; at--) {
            few = (few << 8) | (bytes[at] & 0xff);
        }
        return few;
    }

    private static long mix(long value) {
        long mixed = value * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 32);
    }

    /** Whether two strings of equal length are equal. */
    static boolean same(byte[] value, byte[] bytes, int offset) {
        int last = value.length - Long.BYTES;
        if (last < 0) {
            return few(value, 0, value.length) == few(bytes, offset, value.length);
        }
        for (int at = 0; at < last; at += Long.BYTES) {
            if ((long) LONG.get(value, at) != (long) LONG.get(bytes, offset + at)) {
                return false;
            }
        }
        return (long) LONG.get(value, last) == (long) LONG.get(bytes, offset + last);
    }
}
