package io.tracemill.streams.rollup;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collectives of a trace in the order in which they ran, as variable-length numbers, some 15 bytes for each. */
final class CollectiveLog {

    private static final int MOST_BYTES = 5 * Long.BYTES * 2;

    private byte[] bytes = new byte[MOST_BYTES];
    private int size;

    /** Visitor of the collectives. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the next one. */
        void accept(int description, boolean numbered, long number, long bytes, long nanos);
    }

    /** Adds a collective; no number is below -1. */
    void add(int description, boolean numbered, long number, long messageBytes, long nanos) {
        if (size + MOST_BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        put(2L * description + (numbered ? 1 : 0));
        put(number + 1);
        put(messageBytes + 1);
        put(nanos);
    }

    private void put(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Length in bytes. */
    int size() {
        return size;
    }

    /** The collectives between two lengths. */
    ByteBuffer range(int from, int to) {
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
    }

    /** Adds collectives of another log. */
    void add(ByteBuffer others) {
        int more = others.remaining();
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
        others.duplicate().get(bytes, size, more);
        size += more;
    }

    /** Passes all collectives to a visitor. */
    void forEach(Visitor visitor) {
        Cursor at = new Cursor();
        while (at.place < size) {
            long description = at.next();
            visitor.accept((int) (description >> 1), (description & 1) != 0, at.next() - 1, at.next() - 1, at.next());
        }
    }

    /** Place of the next number. */
    private final class Cursor {
        private int place;

        long next() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[place++];
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
