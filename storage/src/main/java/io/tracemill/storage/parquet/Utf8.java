package io.tracemill.storage.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks of strings from elsewhere that should be UTF-8. A single invalid byte would keep readers from reading the
 * whole file.
 */
final class Utf8 {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Whether all bytes of a range are ASCII, which is always valid. */
    static boolean isAscii(byte[] bytes, int offset, int length) {
        long seen = 0;
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            seen |= (long) EIGHT.get(bytes, at);
        }
        for (; at < end; at++) {
            seen |= bytes[at];
        }
        return (seen & HIGH_BITS) == 0;
    }

    /** The bytes of a range, with U+FFFD in the place of bytes that are not UTF-8. */
    static byte[] sound(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, UTF_8).getBytes(UTF_8);
    }
}
