package io.tracemill.ingest.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decimal digits, eight at a time, in a long whose lowest byte is the first digit. */
final class Digits {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Digits() {}

    /** Eight bytes at an index; zero bytes beyond the end of the array. */
    static long eight(byte[] bytes, int index) {
        if (bytes.length - index >= Long.BYTES) {
            return (long) LONG.get(bytes, index);
        }
        long eight = 0;
        for (int i = bytes.length - 1; i >= index; i--) {
            eight = (eight << 8) | (bytes[i] & 0xff);
        }
        return eight;
    }

    /** Number of digits at the beginning of eight bytes. */
    static int count(long eight) {
        long values = eight ^ ZEROS;
        long others = (((values & 0x7f7f7f7f7f7f7f7fL) + 0x7676767676767676L) | values) & 0x8080808080808080L;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /** A number with the first digits of eight bytes appended to it. */
    static long append(long number, long eight, int count) {
        if (count == 0) {
            return number;
        }
        long ones = (eight ^ ZEROS) << (64 - 8 * count);
        long tens = (ones * 10 + (ones >>> 8)) & 0x00ff00ff00ff00ffL;
        long hundreds = (tens * 100 + (tens >>> 16)) & 0x0000ffff0000ffffL;
        return number * POWERS[count] + ((hundreds * 10_000 + (hundreds >>> 32)) & 0xffffffffL);
    }
}
