package io.tracemill.storage.parquet;

import io.tracemill.schemas.SeededHash;
import java.util.Arrays;

/** The distinct numbers of a column chunk, in the order of their first use, up to a limit. */
final class NumberDictionary {

    private static final int FREE = -1;

    private final int most;
    private long[] values = {};
    private int[] slots = {};
    private int size;

    NumberDictionary(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    /** The array whose first {@link #size} elements are the values. */
    long[] values() {
        return values;
    }

    long bytes() {
        return (long) values.length * Long.BYTES + (long) slots.length * Integer.BYTES;
    }

    void clear() {
        size = 0;
        Arrays.fill(slots, FREE);
    }

    /** Looks up the first {@code count} numbers, adding new ones. Returns false if there is no room for one of them. */
    boolean ids(long[] numbers, int count, int[] ids) {
        long last = 0;
        int lastId = FREE;
        for (int i = 0; i < count; i++) {
            if (lastId == FREE || numbers[i] != last) {
                last = numbers[i];
                lastId = id(last);
                if (lastId == FREE) {
                    return false;
                }
            }
            ids[i] = lastId;
        }
        return true;
    }

    private int id(long number) {
        if (size == values.length) {
            grow();
        }
        int slot = slot(number);
        if (slots[slot] == FREE) {
            if (size == most) {
                return FREE;
            }
            values[size] = number;
            slots[slot] = size++;
        }
        return slots[slot];
    }

    /** The slot in which a number is, or may be put. */
    private int slot(long number) {
        int mask = slots.length - 1;
        int slot = (int) SeededHash.of(number) & mask;
        while (slots[slot] != FREE && values[slots[slot]] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        values = Arrays.copyOf(values, Math.max(16, size * 2));
        slots = new int[values.length * 2];
        Arrays.fill(slots, FREE);
        for (int id = 0; id < size; id++) {
            slots[slot(values[id])] = id;
        }
    }
}
