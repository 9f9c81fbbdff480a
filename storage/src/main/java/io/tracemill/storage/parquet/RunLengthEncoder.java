package io.tracemill.storage.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/**
 * An encoder of small numbers in Parquet's hybrid of runs of equal numbers and bit-packed groups of eight. The bytes
 * are those that Parquet's own encoder makes, one number at a time. The result lies in a buffer that the next call
 * overwrites.
 */
final class RunLengthEncoder {

    private static final int GROUP = 8;

    /** Greatest number of groups that a header of one byte can count. */
    private static final int MOST_GROUPS = 63;

    /** Size of a group of 32-bit numbers with its header, in bytes; a run takes fewer. */
    private static final int MOST_BYTES = 1 + Integer.SIZE;

    private byte[] bytes = {};
    private int length;
    private int width;
    private int header;
    private int groups;

    /** Memory, in bytes. */
    int bytes() {
        return bytes.length;
    }

    /** Encodes the first {@code size} levels, of at most 7 bits each. */
    BytesInput of(byte[] levels, int size, int bits) {
        begin(bits);
        int at = 0;
        while (at < size) {
            int end = endOfEqual(levels, at, size);
            if (end - at >= GROUP) {
                addEqual(levels[at], end - at);
            } else {
                end = Math.min(at + GROUP, size);
                addGroup(levels, at, end);
            }
            at = end;
        }
        return encoded();
    }

    /** Encodes the first {@code size} ids, of {@code bits} bits each. */
    BytesInput of(int[] ids, int size, int bits) {
        begin(bits);
        int at = 0;
        while (at < size) {
            int end = endOfEqual(ids, at, size);
            if (end - at >= GROUP) {
                addEqual(ids[at], end - at);
            } else {
                end = Math.min(at + GROUP, size);
                addGroup(ids, at, end);
            }
            at = end;
        }
        return encoded();
    }

    /** Encodes a number that occurs {@code times} times as one run, even a short one. */
    BytesInput ofEqual(int number, int times, int bits) {
        begin(bits);
        addEqual(number, times);
        return encoded();
    }

    private static int endOfEqual(byte[] levels, int at, int size) {
        int end = at + 1;
        while (end < size && levels[end] == levels[at]) {
            end++;
        }
        return end;
    }

    private static int endOfEqual(int[] ids, int at, int size) {
        int end = at + 1;
        while (end < size && ids[end] == ids[at]) {
            end++;
        }
        return end;
    }

    private void begin(int bits) {
        width = bits;
        length = 0;
        groups = 0;
    }

    private BytesInput encoded() {
        return BytesInput.from(bytes, 0, length);
    }

    /** Adds a run: twice its length as a varint, then the number in whole bytes, the lowest first. */
    private void addEqual(int number, int times) {
        makeRoom();
        groups = 0;
        int rest = times << 1;
        while (rest >= 0x80) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        put(number, (width + 7) / 8);
    }

    /** Adds a group of up to eight levels, which fit one long, the lowest bits first; zeros stand for missing ones. */
    private void addGroup(byte[] levels, int from, int to) {
        beginGroup();
        long packed = 0;
        for (int i = to - 1; i >= from; i--) {
            packed = packed << width | levels[i];
        }
        put(packed, width);
    }

    /** Adds a group of up to eight ids, the lowest bits first; zeros stand for missing ones. */
    private void addGroup(int[] ids, int from, int to) {
        beginGroup();
        int at = length;
        int end = at + width;
        long packed = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            packed |= (long) ids[i] << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                bytes[at++] = (byte) packed;
                packed >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        length = at;
        put(packed, end - at);
    }

    /** Counts a group in the header of the bit-packed run that it belongs to. */
    private void beginGroup() {
        makeRoom();
        if (groups == 0 || groups == MOST_GROUPS) {
            groups = 0;
            header = length++;
        }
        groups++;
        bytes[header] = (byte) (groups << 1 | 1);
    }

    private void put(long number, int size) {
        int end = length + size;
        long rest = number;
        for (int at = length; at < end; at++) {
            bytes[at] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        length = end;
    }

    private void makeRoom() {
        if (bytes.length - length < MOST_BYTES) {
            bytes = Arrays.copyOf(bytes, Math.max(64, bytes.length * 2));
        }
    }
}
