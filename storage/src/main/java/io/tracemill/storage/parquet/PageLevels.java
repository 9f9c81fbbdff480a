package io.tracemill.storage.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;

/**
 * The repetition or definition levels of one page. A column with no level but 0 keeps nothing. While all levels are
 * equal, as in most pages, only the level and its count are kept.
 */
final class PageLevels {

    private final int highest;
    private final RunLengthEncoder runs = new RunLengthEncoder();
    private byte[] levels = {};
    private int first;
    private boolean differ;
    private int size;

    PageLevels(int highest) {
        if (highest > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("levels must be at most " + Byte.MAX_VALUE + " but were " + highest);
        }
        this.highest = highest;
    }

    /** The definition level of a value that is present. */
    int highest() {
        return highest;
    }

    void add(int level) {
        if (highest == 0) {
            return;
        }
        if (size == 0) {
            first = level;
        }
        if (differ || level != first) {
            keep(level);
        }
        size++;
    }

    private void keep(int level) {
        if (size >= levels.length) {
            levels = Arrays.copyOf(levels, Math.max(64, Integer.highestOneBit(size) * 2));
        }
        if (!differ) {
            Arrays.fill(levels, 0, size, (byte) first);
            differ = true;
        }
        levels[size] = (byte) level;
    }

    /** Memory, in bytes. */
    int bytes() {
        return levels.length + runs.bytes();
    }

    /**
     * Returns the encoded levels, preceded by their size in bytes, and forgets them. The result holds until the next
     * call.
     */
    BytesInput take() {
        if (highest == 0) {
            return BytesInput.empty();
        }
        int width = BytesUtils.getWidthFromMaxInt(highest);
        BytesInput encoded = differ ? runs.of(levels, size, width) : runs.ofEqual(first, size, width);
        size = 0;
        differ = false;
        return BytesInput.concat(BytesInput.fromInt(Math.toIntExact(encoded.size())), encoded);
    }
}
