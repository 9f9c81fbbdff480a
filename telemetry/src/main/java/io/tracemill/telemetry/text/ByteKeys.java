package io.tracemill.telemetry.text;

import io.tracemill.schemas.SeededHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by a range of bytes, looked up without an object. It holds a number of bytes and then begins anew, which costs
 * time and changes no answer.
 *
 * @param <V> the values
 */
final class ByteKeys<V> {

    private static final int LEAST_SLOTS = 64;

    private final long mostBytes;
    private byte[] @Nullable [] keys = new byte[LEAST_SLOTS][];
    private @Nullable Object[] values = new Object[LEAST_SLOTS];
    private int size;
    private long bytes;

    ByteKeys(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @SuppressWarnings("unchecked") // only put writes values
    @Nullable
    V get(byte[] buffer, int from, int to) {
        return (V) values[slot(buffer, from, to)];
    }

    /** Adds or replaces a value. */
    void put(byte[] buffer, int from, int to, V value) {
        int slot = slot(buffer, from, to);
        if (keys[slot] == null) {
            if (bytes + (to - from) > mostBytes) {
                clear();
            }
            if (2 * (size + 1) > keys.length) {
                grow();
            }
            slot = slot(buffer, from, to);
            keys[slot] = Arrays.copyOfRange(buffer, from, to);
            size++;
            bytes += to - from;
        }
        values[slot] = value;
    }

    /** Forgets all. Costs no more than what was put since the last time. */
    void clear() {
        if (size == 0) {
            return;
        }
        keys = new byte[LEAST_SLOTS][];
        values = new Object[LEAST_SLOTS];
        size = 0;
        bytes = 0;
    }

    private int slot(byte[] buffer, int from, int to) {
        int mask = keys.length - 1;
        int slot = (int) SeededHash.of(buffer, from, to - from) & mask;
        for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
            if (Arrays.equals(key, 0, key.length, buffer, from, to)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        byte[] @Nullable [] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new byte[2 * oldKeys.length][];
        values = new Object[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            byte[] key = oldKeys[i];
            if (key != null) {
                int slot = slot(key, 0, key.length);
                keys[slot] = key;
                values[slot] = oldValues[i];
            }
        }
    }
}
