package io.tracemill.schemas.flat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Avro's binary encoding, into a byte array that grows. Cleared and used again. */
final class BinaryOutput {

    /** Most bytes a number takes. */
    static final int LONGEST_NUMBER = 10;

    /** Most bytes of an array that is kept to be used again. */
    private static final int KEPT = 1 << 22;

    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int size;

    BinaryOutput(int capacity) {
        array = new byte[capacity];
    }

    void clear() {
        size = 0;
        if (array.length > KEPT) {
            array = new byte[KEPT];
        }
    }

    /** Cuts back to an earlier size. */
    void truncate(int earlierSize) {
        size = earlierSize;
    }

    int size() {
        return size;
    }

    byte[] array() {
        return array;
    }

    /** Takes the bytes up to here as written: they were put into the array directly, in room that was made. */
    void resize(int newSize) {
        size = newSize;
    }

    /** Puts zeros into an array and returns the index behind them; up to eight bytes more are overwritten. */
    static int putZeros(int count, byte[] bytes, int at) {
        for (int done = 0; done < count; done += Long.BYTES) {
            LONG.set(bytes, at + done, 0L);
        }
        return at + count;
    }

    /** Makes room for so many bytes. The methods that say so rely on it. */
    void ensure(int more) {
        if (array.length - size < more) {
            int larger = array.length + (array.length < KEPT ? array.length : array.length / 2);
            array = Arrays.copyOf(array, Math.max(larger, Math.addExact(size, more)));
        }
    }

    /** Bytes that a number takes. */
    static int sizeOf(long value) {
        return (70 - Long.numberOfLeadingZeros((value << 1 ^ value >> 63) | 1)) / 7;
    }

    // The two loops work on locals: with the fields, each byte would be a write of the size, too.

    /** A number, in room that was made. */
    void putLong(long value) {
        byte[] bytes = array;
        int at = size;
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        size = at;
    }

    /** A number of few bits, in room that was made. */
    void putInt(int value) {
        byte[] bytes = array;
        int at = size;
        int rest = value << 1 ^ value >> 31;
        while ((rest & ~0x7f) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        size = at;
    }

    /** A truth value, in room that was made. */
    void putBoolean(boolean value) {
        array[size++] = (byte) (value ? 1 : 0);
    }

    /** A branch of a union with null: 0 for null, 1 for the other. In room that was made. */
    void putBranch(boolean present) {
        array[size++] = (byte) (present ? 2 : 0);
    }

    /** A floating-point number, in room that was made. */
    void putDouble(double value) {
        DOUBLE.set(array, size, value);
        size += Double.BYTES;
    }

    /** Bytes as they are. */
    void put(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
    }
}
