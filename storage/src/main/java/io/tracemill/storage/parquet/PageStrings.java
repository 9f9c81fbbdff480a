package io.tracemill.storage.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.io.api.Binary;

/** The strings of a page, one after the other, for a column without a dictionary. */
final class PageStrings {

    private byte[] bytes = {};
    private int[] ends = {};
    private int size;

    int size() {
        return size;
    }

    /** Size of all strings, in bytes. */
    int length() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /** Memory, in bytes. */
    long bytes() {
        return bytes.length + (long) Integer.BYTES * ends.length;
    }

    void clear() {
        size = 0;
    }

    void add(byte[] from, int offset, int length) {
        int start = length();
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(256, Math.max(end, bytes.length * 2)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(16, size * 2));
        }
        System.arraycopy(from, offset, bytes, start, length);
        ends[size++] = end;
    }

    /** Adds the last string again. */
    void addAgain() {
        int start = start(size - 1);
        add(bytes, start, ends[size - 1] - start);
    }

    /**
     * The strings encoded as DELTA_BYTE_ARRAY: for each, the length of the prefix that it shares with the one before
     * it, then the rest.
     */
    BytesInput encoded() {
        ValuesWriter shared = NumberType.deltas();
        ValuesWriter rests = NumberType.deltas();
        byte[] rest = new byte[length()];
        int restEnd = 0;
        int before = 0;
        int start = 0;
        for (int i = 0; i < size; i++) {
            int end = ends[i];
            int same = sameBeginning(before, start, end);
            int length = end - start - same;
            shared.writeInteger(same);
            rests.writeInteger(length);
            System.arraycopy(bytes, start + same, rest, restEnd, length);
            restEnd += length;
            before = start;
            start = end;
        }
        return BytesInput.concat(shared.getBytes(), rests.getBytes(), BytesInput.from(rest, 0, restEnd));
    }

    /**
     * Length, in bytes, of the prefix that the string from {@code start} to {@code end} shares with the one before it.
     */
    private int sameBeginning(int before, int start, int end) {
        int mismatch = Arrays.mismatch(bytes, before, start, bytes, start, end);
        return mismatch < 0 ? end - start : mismatch;
    }

    /** Adds all strings to empty statistics. */
    void describe(BinaryStatistics statistics) {
        if (size == 0) {
            return;
        }
        int least = 0;
        int greatest = 0;
        for (int i = 1; i < size; i++) {
            least = compare(i, least) < 0 ? i : least;
            greatest = compare(i, greatest) > 0 ? i : greatest;
        }
        statistics.updateStats(binary(least));
        statistics.updateStats(binary(greatest));
    }

    private int compare(int left, int right) {
        return Arrays.compareUnsigned(bytes, start(left), ends[left], bytes, start(right), ends[right]);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private Binary binary(int index) {
        return Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, start(index), ends[index]));
    }
}
