package io.tracemill.storage.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;

/** The repetition or definition levels of one page. Where there is but level 0, nothing is kept. */
final class Levels {

    private final int highest;
    private byte[] levels = {};
    private int size;

    Levels(int highest) {
        if (highest > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("levels must be at most " + Byte.MAX_VALUE + " but were " + highest);
        }
        this.highest = highest;
    }

    /** The level of a value that is there. */
    int highest() {
        return highest;
    }

    void add(int level) {
        if (highest == 0) {
            return;
        }
        if (size == levels.length) {
            levels = Arrays.copyOf(levels, Math.max(64, size * 2));
        }
        levels[size++] = (byte) level;
    }

    /** Bytes of memory. */
    int bytes() {
        return levels.length;
    }

    /** Hands over what was added, encoded, after the number of bytes. */
    BytesInput take() throws IOException {
        if (highest == 0) {
            return BytesInput.empty();
        }
        BytesInput encoded = RunLengths.of(levels, size, BytesUtils.getWidthFromMaxInt(highest));
        size = 0;
        return BytesInput.concat(BytesInput.fromInt(Math.toIntExact(encoded.size())), encoded);
    }
}
