package io.tracemill.ingest.pack;

/** Turns the texts of one event into references: pooled where there is room, inline otherwise. */
public final class EventTexts {

    private final StringPool.Cache pool;
    private final GrowingBytes inline = new GrowingBytes(64);

    /** Pools strings through a view of the pool. */
    public EventTexts(StringPool.Cache pool) {
        this.pool = pool;
    }

    /** Forgets the inline strings of the event before. */
    public void clear() {
        inline.clear();
    }

    /** Where the inline strings lie. */
    public byte[] inlineBytes() {
        return inline.array();
    }

    /** Reference of a string in UTF-8. */
    public int reference(byte[] bytes, int offset, int length) {
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
