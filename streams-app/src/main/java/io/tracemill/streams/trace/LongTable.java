package io.tracemill.streams.trace;

import io.tracemill.schemas.SeededHash;
import org.jspecify.annotations.Nullable;

/**
 * Hash table with keys of type long, without boxing. Open addressing: an entry is in the slot of its key's hash, or in
 * the first free slot after it.
 *
 * @param <V> type of the values
 */
public final class LongTable<V> {

    private long[] keys = new long[16];
    private @Nullable Object[] values = new @Nullable Object[16];
    private int shift = Long.SIZE - 4;
    private int size;

    /** Value of a key; null if it has none. */
    @SuppressWarnings("unchecked")
    public @Nullable V get(long key) {
        return (V) values[find(key)];
    }

    /** Sets the value of a key. */
    public void put(long key, V value) {
        int slot = find(key);
        if (values[slot] == null) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    /** Removes a key, if it has a value. */
    public void remove(long key) {
        int free = find(key);
        if (values[free] == null) {
            return;
        }
        size--;
        int mask = keys.length - 1;
        for (int slot = (free + 1) & mask; values[slot] != null; slot = (slot + 1) & mask) {
            if (((slot - home(keys[slot])) & mask) >= ((slot - free) & mask)) {
                keys[free] = keys[slot];
                values[free] = values[slot];
                free = slot;
            }
        }
        values[free] = null;
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    private int home(long key) {
        return (int) (SeededHash.of(key) >>> shift);
    }

    private int find(long key) {
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new @Nullable Object[keys.length];
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = find(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
