package io.tracemill.storage.parquet;

import io.tracemill.schemas.SeededHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.io.api.Binary;

/** The distinct strings of a column chunk, in the order of their first use, laid out as in a dictionary page. */
final class TextDictionary {

    private static final int FREE = -1;
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] page = {};
    private int end;
    private int[] starts = {};
    private int[] hashes = {};
    private int[] slots = {};
    private int size;

    int size() {
        return size;
    }

    /** Size of the dictionary page, in bytes. */
    int pageBytes() {
        return end;
    }

    /** Memory, in bytes. */
    long bytes() {
        return page.length + (long) Integer.BYTES * (starts.length + hashes.length + slots.length);
    }

    void clear() {
        end = 0;
        size = 0;
        Arrays.fill(slots, FREE);
    }

    /** The id of a string, which is added if it is new. */
    int id(byte[] bytes, int offset, int length) {
        if (size == starts.length) {
            grow();
        }
        int hash = (int) SeededHash.of(bytes, offset, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != FREE) {
            int id = slots[slot];
            if (hashes[id] == hash && holds(id, bytes, offset, length)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        append(bytes, offset, length);
        hashes[size] = hash;
        slots[slot] = size;
        return size++;
    }

    private void append(byte[] bytes, int offset, int length) {
        int after = Math.addExact(end, Integer.BYTES + length);
        if (after > page.length) {
            page = Arrays.copyOf(page, Math.max(256, Math.max(after, page.length * 2)));
        }
        LENGTH.set(page, end, length);
        System.arraycopy(bytes, offset, page, end + Integer.BYTES, length);
        starts[size] = end + Integer.BYTES;
        end = after;
    }

    private boolean holds(int id, byte[] bytes, int offset, int length) {
        return Arrays.equals(page, starts[id], end(id), bytes, offset, offset + length);
    }

    private int end(int id) {
        return id + 1 < size ? starts[id + 1] - Integer.BYTES : end;
    }

    private void grow() {
        int capacity = Math.max(16, size * 2);
        starts = Arrays.copyOf(starts, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        slots = new int[capacity * 2];
        Arrays.fill(slots, FREE);
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != FREE) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
        }
    }

    /** Adds the strings of the first {@code count} ids to empty statistics. */
    void describe(int[] ids, int count, BinaryStatistics statistics) {
        if (count == 0) {
            return;
        }
        boolean[] seen = new boolean[size];
        int least = ids[0];
        int greatest = ids[0];
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            if (!seen[id]) {
                seen[id] = true;
                least = compare(id, least) < 0 ? id : least;
                greatest = compare(id, greatest) > 0 ? id : greatest;
            }
        }
        statistics.updateStats(binary(least));
        statistics.updateStats(binary(greatest));
    }

    private int compare(int left, int right) {
        return Arrays.compareUnsigned(page, starts[left], end(left), page, starts[right], end(right));
    }

    private Binary binary(int id) {
        return Binary.fromConstantByteArray(Arrays.copyOfRange(page, starts[id], end(id)));
    }

    /** The dictionary page; it holds until the dictionary is used again. */
    DictionaryPage page() {
        return new DictionaryPage(BytesInput.from(page, 0, end), size, Encoding.PLAIN);
    }
}
