package io.tracemill.ingest.pack;

/** References to the texts of one event: pooled if there is room, inline otherwise. */
public final class EventTexts {

    private final StringPool.Cache pool;
    private final GrowingBytes inline = new GrowingBytes(64);

    /** References into a pool, made through a view of it. */
    public EventTexts(StringPool.Cache pool) {
        this.pool = pool;
    }

    /** Forgets the inline strings of the previous event. */
    public void clear() {
        inline.clear();
    }

    /** Bytes that hold the inline strings. */
    public byte[] inlineBytes() {
        return inline.array();
    }

    /** Reference of a string in UTF-8. */
    public int reference(byte[] bytes, int offset, int length) {
        int number = pool.number(bytes, offset, length);
        if (number != EventFields.NONE) {
            return number;
        }
        byte[] kept = pool.redaction().text(bytes, offset, offset + length);
        int place = inline.size();
        inline.putVarInt(kept == bytes ? length : kept.length);
        inline.put(kept, kept == bytes ? offset : 0, kept == bytes ? length : kept.length);
        return EventFields.inlineReference(place);
    }
}
