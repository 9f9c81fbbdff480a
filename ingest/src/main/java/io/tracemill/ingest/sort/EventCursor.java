package io.tracemill.ingest.sort;

import io.tracemill.ingest.IngestException;

/** Cursor over packed events in the order of a trace. It begins before the first one. */
public interface EventCursor {

    /** Moves to the next event; returns false after the last one. */
    boolean next() throws IngestException;

    /** Bytes that hold the current event. They are never changed, so an event may be kept beyond the next move. */
    byte[] bytes();

    /** Offset of the current event in {@link #bytes()}. */
    int offset();
}
