package io.tracemill.ingest.parse;

import java.util.Arrays;

/** Growing list of longs, without boxing. */
final class LongList {

    private static final long[] EMPTY = {};

    private long[] values = EMPTY;
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(64, size * 2));
        }
        values[size++] = value;
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
