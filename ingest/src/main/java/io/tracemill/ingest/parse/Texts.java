package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.StringPool;

/** Turns the texts of one event into references: pooled where there is room, inline otherwise. */
final class Texts {

    private final StringPool.Cache pool;
    private final GrowingBytes inline = new GrowingBytes(64);

    Texts(StringPool.Cache pool) {
        this.pool = pool;
    }

    /** Forgets the inline strings of the event before. */
    void clear() {
        inline.clear();
    }

    byte[] inlineBytes() {
        return inline.array();
    }

    int reference(byte[] bytes, int offset, int length) {
        int number = pool.number(bytes, offset, length);
        if (number != EventFields.NONE) {
            return number;
        }
        int place = inline.size();
        inline.putVarInt(length);
        inline.put(bytes, offset, length);
        return EventFields.inlineReference(place);
    }
}
