package io.tracemill.ingest.pack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Byte array that grows as it is written. It is cleared and reused, so that writing an event makes no garbage. */
public final class GrowingBytes {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int size;

    /** An empty array with room for some bytes. */
    public GrowingBytes(int capacity) {
        array = new byte[capacity];
    }

    /** Removes all bytes. */
    public void clear() {
        size = 0;
    }

    /** Cuts back to an earlier size. */
    public void truncate(int earlierSize) {
        size = earlierSize;
    }

    /** Number of bytes written. */
    public int size() {
        return size;
    }

    /** The bytes written, with free room after them; valid until the next write. */
    public byte[] array() {
        return array;
    }

    /** A copy of the bytes written. */
    public byte[] toBytes() {
        return Arrays.copyOf(array, size);
    }

    /** Appends one byte. */
    public void put(int value) {
        ensure(1);
        array[size++] = (byte) value;
    }

    /** Appends some bytes. */
    public void put(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
    }

    /** Appends a few bytes, faster than {@link #put}; seven more bytes must follow them in the source. */
    public void putFew(byte[] bytes, int offset, int length) {
        ensure(length + 8);
        for (int i = 0; i < length; i += 8) {
            LONG.set(array, size + i, (long) LONG.get(bytes, offset + i));
        }
        size += length;
    }

    /** Appends all bytes of an array. */
    public void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    /** Appends four bytes. */
    public void putInt(int value) {
        ensure(4);
        INT.set(array, size, value);
        size += 4;
    }

    /** Overwrites four bytes written earlier. */
    public void setInt(int offset, int value) {
        INT.set(array, offset, value);
    }

    /** Appends eight bytes. */
    public void putLong(long value) {
        ensure(8);
        LONG.set(array, size, value);
        size += 8;
    }

    /** Appends a non-negative number in one to five bytes. */
    public void putVarInt(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            array[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
    }

    /** Appends a number without a sign in one to ten bytes. */
    public void putVarLong(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
    }

    /** Appends one character in UTF-8; a lone surrogate becomes {@code ?}. */
    public void putCodePoint(int codePoint) {
        ensure(4);
        if (codePoint < 0x80) {
            array[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            array[size++] = (byte) (0xc0 | (codePoint >> 6));
            array[size++] = (byte) (0x80 | (codePoint & 0x3f));
        } else if (codePoint >= 0xd800 && codePoint < 0xe000) {
            array[size++] = '?';
        } else if (codePoint < 0x10000) {
            array[size++] = (byte) (0xe0 | (codePoint >> 12));
            array[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            array[size++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            array[size++] = (byte) (0xf0 | (codePoint >> 18));
            array[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            array[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            array[size++] = (byte) (0x80 | (codePoint & 0x3f));
        }
    }

    /** Appends characters in UTF-8. */
    public void putText(char[] text, int offset, int length) {
        ensure(length);
        int at = offset;
        int end = offset + length;
        int to = size;
        while (at < end && text[at] < 0x80) {
            array[to++] = (byte) text[at++];
        }
        size = to;
        while (at < end) {
            int codePoint = Character.codePointAt(text, at, end);
            putCodePoint(codePoint);
            at += Character.charCount(codePoint);
        }
    }

    /** Appends a string in UTF-8. */
    public void putText(String text) {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            putCodePoint(codePoint);
            at += Character.charCount(codePoint);
        }
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            long wanted = Math.max(array.length * 2L, (long) size + more);
            array = Arrays.copyOf(array, Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 16)));
        }
    }
}
