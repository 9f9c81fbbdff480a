package io.tracemill.streams.trace;

import io.tracemill.schemas.SeededHash;
import io.tracemill.schemas.flat.StringTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Interned strings of a trace. If they take too much memory, they are dropped. Strings that occur again are then new
 * objects: equal, but without cached answers.
 */
public final class Texts {

    private static final int MAX_BYTES = 4 << 20;

    /** Memory of a string beside its bytes. */
    private static final int TEXT_BYTES = 96;

    private static final int FIRST_SLOTS = 1 << 10;

    private @Nullable Text[] slots = new @Nullable Text[FIRST_SLOTS];
    private int size;
    private long bytes;

    /** Memory of the interned strings, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Strings of a batch, by index. */
    public Text[] of(StringTable table) {
        if (bytes > MAX_BYTES) {
            Arrays.fill(slots, null);
            size = 0;
            bytes = 0;
        }
        Text[] texts = new Text[table.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = of(table.bytes(), table.start(i), table.length(i));
        }
        return texts;
    }

    private Text of(byte[] utf8, int start, int length) {
        int hash = (int) SeededHash.of(utf8, start, length);
        int slot = hash & (slots.length - 1);
        for (Text text = slots[slot]; text != null; text = slots[slot]) {
            if (text.hash() == hash && text.equals(utf8, start, length)) {
                return text;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        Text fresh = new Text(Arrays.copyOfRange(utf8, start, start + length), hash);
        slots[slot] = fresh;
        bytes += length + TEXT_BYTES;
        size++;
        if (2 * size > slots.length) {
            grow();
        }
        return fresh;
    }

    private void grow() {
        @Nullable Text[] old = slots;
        slots = new @Nullable Text[2 * old.length];
        for (Text text : old) {
            if (text != null) {
                int slot = text.hash() & (slots.length - 1);
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = text;
            }
        }
    }
}
