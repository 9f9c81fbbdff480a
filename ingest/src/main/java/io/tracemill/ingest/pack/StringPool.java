package io.tracemill.ingest.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The strings that the events of one trace share, numbered, within a bound of bytes. A string that finds no room stays
 * inline in its events: then it finds none later either, so a string is always the one or always the other. Safe for
 * several threads; each asks through a {@link Cache} of its own.
 */
public final class StringPool {

    /** Longer strings are not pooled, in bytes. */
    public static final int LONGEST = 8192;

    /** What a pooled string costs beside its bytes. */
    private static final int OVERHEAD = 64;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long maxBytes;
    private long bytesUsed;
    private byte[][] values = new byte[1024][];
    private @Nullable String[] texts = new String[0];
    private int size;
    private int[] slots = new int[4096];

    /** Empty, for at most this many bytes. */
    public StringPool(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Strings in the pool. */
    public synchronized int size() {
        return size;
    }

    /** A string as text. Meant for one thread, once nothing is added any more. */
    public String text(int number) {
        if (texts.length < size) {
            texts = Arrays.copyOf(texts, size);
        }
        String text = texts[number];
        if (text == null) {
            text = new String(values[number], UTF_8);
            texts[number] = text;
        }
        return text;
    }

    /** Bytes of a string in UTF-8. Not to be changed. */
    public synchronized byte[] bytes(int number) {
        return values[number];
    }

    /** Number of a string, or {@link EventFields#NONE} if there is no room for it. */
    private synchronized int number(byte[] bytes, int offset, int length, int hash) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            byte[] value = values[slots[slot] - 1];
            if (Arrays.equals(value, 0, value.length, bytes, offset, offset + length)) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (bytesUsed + length + OVERHEAD > maxBytes) {
            return EventFields.NONE;
        }
        bytesUsed += length + OVERHEAD;
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size] = Arrays.copyOfRange(bytes, offset, offset + length);
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = hash(values[number], 0, values[number].length) & larger.length - 1;
            while (larger[slot] != 0) {
                slot = slot + 1 & larger.length - 1;
            }
            larger[slot] = number + 1;
        }
        slots = larger;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        long hash = length * 0x9e3779b97f4a7c15L;
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            hash = mix(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << 8) | (bytes[at] & 0xff);
        }
        hash = mix(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private static long mix(long value) {
        long mixed = value * 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 32;
    }

    /** One thread's view of the pool: it remembers what it has found, so that it seldom waits for the others. */
    public static final class Cache {

        private final StringPool pool;
        private byte[][] values = new byte[2048][];
        private int[] numbers = new int[2048];
        private int size;

        /** A view of a pool. */
        public Cache(StringPool pool) {
            this.pool = pool;
        }

        /** Number of a string, or {@link EventFields#NONE} if it must stay inline. */
        public int number(byte[] bytes, int offset, int length) {
            if (length > LONGEST) {
                return EventFields.NONE;
            }
            int hash = hash(bytes, offset, length);
            int slot = hash & values.length - 1;
            while (values[slot] != null) {
                byte[] value = values[slot];
                if (Arrays.equals(value, 0, value.length, bytes, offset, offset + length)) {
                    return numbers[slot];
                }
                slot = slot + 1 & values.length - 1;
            }
            int number = pool.number(bytes, offset, length, hash);
            if (number != EventFields.NONE) {
                remember(slot, number);
            }
            return number;
        }

        /** Bytes of a string in UTF-8. Not to be changed. */
        public byte[] bytes(int number) {
            return pool.bytes(number);
        }

        private void remember(int slot, int number) {
            values[slot] = pool.bytes(number);
            numbers[slot] = number;
            if (++size * 2 > values.length) {
                grow();
            }
        }

        private void grow() {
            byte[][] oldValues = values;
            int[] oldNumbers = numbers;
            values = new byte[oldValues.length * 2][];
            numbers = new int[oldValues.length * 2];
            for (int i = 0; i < oldValues.length; i++) {
                byte[] value = oldValues[i];
                if (value != null) {
                    int slot = hash(value, 0, value.length) & values.length - 1;
                    while (values[slot] != null) {
                        slot = slot + 1 & values.length - 1;
                    }
                    values[slot] = value;
                    numbers[slot] = oldNumbers[i];
                }
            }
        }
    }
}
