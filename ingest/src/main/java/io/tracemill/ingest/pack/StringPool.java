package io.tracemill.ingest.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.redact.Redaction;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.SeededHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbered strings that the events of one trace share, within a bound of bytes. A string that finds no room stays
 * inline in its events. The pool never shrinks, so a string is either always pooled or always inline. Safe for several
 * threads; each uses a {@link Cache} of its own.
 */
public final class StringPool {

    /** Length of the longest string that is pooled, in bytes. */
    public static final int LONGEST = 8192;

    /** Memory that a pooled string takes in addition to its bytes. */
    private static final int OVERHEAD = 64;

    private final long maxBytes;
    private final Redaction redaction;
    private long bytesUsed;
    private byte[][] values = new byte[1024][];
    private @Nullable String[] texts = new String[0];
    private int size;
    private int[] slots = new int[4096];

    /** An empty pool for at most this many bytes, which redacts nothing. */
    public StringPool(long maxBytes) {
        this(maxBytes, new Redaction(RedactionRules.NONE));
    }

    /** An empty pool for at most this many bytes, whose texts are redacted once, before they are added. */
    public StringPool(long maxBytes, Redaction redaction) {
        this.maxBytes = maxBytes;
        this.redaction = redaction;
    }

    /** Number of strings in the pool. */
    public synchronized int size() {
        return size;
    }

    /** A string as text. For the one thread that publishes. */
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

    /** Bytes of a string in UTF-8. Must not be changed. */
    public synchronized byte[] bytes(int number) {
        return values[number];
    }

    /** Number of a string, even if there is no room for it. For a few strings that no event of the file had. */
    public synchronized int add(byte[] bytes) {
        return number(bytes, 0, bytes.length, SeededHash.of(bytes, 0, bytes.length), Long.MAX_VALUE);
    }

    /** Number of a string; {@link EventFields#NONE} if there is no room for it among so many bytes. */
    private synchronized int number(byte[] bytes, int offset, int length, long hash, long most) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != 0) {
            byte[] value = values[slots[slot] - 1];
            if (Arrays.equals(value, 0, value.length, bytes, offset, offset + length)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (bytesUsed + length + OVERHEAD > most) {
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
            int slot = (int) SeededHash.of(values[number], 0, values[number].length) & (larger.length - 1);
            while (larger[slot] != 0) {
                slot = (slot + 1) & (larger.length - 1);
            }
            larger[slot] = number + 1;
        }
        slots = larger;
    }

    /** View of the pool for one thread. It remembers strings that it has found, so that it seldom waits for others. */
    public static final class Cache {

        private final StringPool pool;
        private long[] hashes = new long[2048];
        private byte[][] values = new byte[2048][];
        private int[] numbers = new int[2048];
        private int size;

        /** A view of a pool. */
        public Cache(StringPool pool) {
            this.pool = pool;
        }

        /** Number of a string; {@link EventFields#NONE} if it must stay inline. */
        public int number(byte[] bytes, int offset, int length) {
            if (length > LONGEST) {
                return EventFields.NONE;
            }
            long hash = SeededHash.of(bytes, offset, length);
            int slot = (int) hash & (values.length - 1);
            byte[] value = values[slot];
            while (value != null) {
                if (hashes[slot] == hash && value.length == length && StringBytes.same(value, bytes, offset)) {
                    return numbers[slot];
                }
                slot = (slot + 1) & (values.length - 1);
                value = values[slot];
            }
            byte[] kept = pool.redaction.text(bytes, offset, offset + length);
            if (kept != bytes) {
                return redacted(slot, hash, Arrays.copyOfRange(bytes, offset, offset + length), kept);
            }
            int number = pool.number(bytes, offset, length, hash, pool.maxBytes);
            if (number != EventFields.NONE) {
                remember(slot, hash, pool.bytes(number), number);
            }
            return number;
        }

        private int redacted(int slot, long hash, byte[] raw, byte[] kept) {
            int number = pool.number(kept, 0, kept.length, SeededHash.of(kept, 0, kept.length), pool.maxBytes);
            if (number != EventFields.NONE) {
                remember(slot, hash, raw, number);
            }
            return number;
        }

        /** Redaction of the texts that are pooled, for those that are not. */
        public Redaction redaction() {
            return pool.redaction;
        }

        /** Bytes of a string in UTF-8. Must not be changed. */
        public byte[] bytes(int number) {
            return pool.bytes(number);
        }

        private void remember(int slot, long hash, byte[] value, int number) {
            hashes[slot] = hash;
            values[slot] = value;
            numbers[slot] = number;
            if (++size * 2 > values.length) {
                grow();
            }
        }

        private void grow() {
            long[] oldHashes = hashes;
            byte[][] oldValues = values;
            int[] oldNumbers = numbers;
            hashes = new long[oldValues.length * 2];
            values = new byte[oldValues.length * 2][];
            numbers = new int[oldValues.length * 2];
            for (int i = 0; i < oldValues.length; i++) {
                if (oldValues[i] != null) {
                    int slot = (int) oldHashes[i] & (values.length - 1);
                    while (values[slot] != null) {
                        slot = (slot + 1) & (values.length - 1);
                    }
                    hashes[slot] = oldHashes[i];
                    values[slot] = oldValues[i];
                    numbers[slot] = oldNumbers[i];
                }
            }
        }
    }
}
