package io.tracemill.streams.trace;

/**
 * Ids of a span: its own, and those of its parent and its owner. An id is the position of an event in the order of its
 * trace, from 0. Only spans that are written have one, so what is referred to is in the output.
 */
public final class SpanIds {

    /** No id. */
    public static final long NONE = -1;

    private long own = NONE;
    private long parent = NONE;
    private long owner = NONE;

    SpanIds() {}

    void clear() {
        own = NONE;
        parent = NONE;
        owner = NONE;
    }

    /** Sets the id of a span that is to be written. */
    public void writtenAs(long id) {
        own = id;
    }

    /** Sets the id of the parent. */
    public void inParent(long id) {
        parent = id;
    }

    /** Sets the id of the owner. */
    public void ownedBy(long id) {
        owner = id;
    }

    /** Whether the span is written. */
    public boolean isWritten() {
        return own != NONE;
    }

    /** Id of the span; {@link #NONE} if it is not written. */
    public long own() {
        return own;
    }

    /** Id of the written span around it on its thread that started last; {@link #NONE} if there is none. */
    public long parent() {
        return parent;
    }

    /** Id of its owner among the written spans; {@link #NONE} if there is none. */
    public long owner() {
        return owner;
    }
}
