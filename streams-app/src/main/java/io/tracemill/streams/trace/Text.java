package io.tracemill.streams.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.SeededHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * String of a trace with its ids, as far as they are known. Mostly one object represents all occurrences of a string,
 * so each id is looked up once and not for every event. Created by {@link Texts}.
 */
public final class Text {

    static final int UNKNOWN = -1;

    private final byte[] utf8;
    private final int hash;
    private @Nullable String string;
    private @Nullable Object writtenTo;
    private int writtenAt;

    // Ids in the tables of Symbols, as far as they were asked for.
    int name = UNKNOWN;
    int device = UNKNOWN;
    int place = UNKNOWN;
    int frame = UNKNOWN;
    int module = UNKNOWN;

    Text(byte[] utf8, int hash) {
        this.utf8 = utf8;
        this.hash = hash;
    }

    /** A string outside of {@link Texts}. */
    static Text of(String string) {
        byte[] utf8 = string.getBytes(UTF_8);
        return new Text(utf8, (int) SeededHash.of(utf8, 0, utf8.length));
    }

    boolean equals(byte[] bytes, int start, int length) {
        return Arrays.equals(utf8, 0, utf8.length, bytes, start, start + length);
    }

    int hash() {
        return hash;
    }

    /** String in UTF-8. Must not be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /**
     * Index in the table being written, as set by {@link #wrote}; -1 if the string is not in that table.
     *
     * @param table any object that identifies the table
     */
    public int writtenAt(Object table) {
        return writtenTo == table ? writtenAt : -1;
    }

    /** Sets the index in a table being written. */
    public void wrote(Object table, int at) {
        writtenTo = table;
        writtenAt = at;
    }

    @Override
    public String toString() {
        String known = string;
        if (known == null) {
            known = new String(utf8, UTF_8);
            string = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Text text && hash == text.hash && Arrays.equals(utf8, text.utf8));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
