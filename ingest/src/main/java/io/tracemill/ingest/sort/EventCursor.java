package io.tracemill.ingest.sort;

import io.tracemill.ingest.IngestException;

/** Walks over packed events in the order of a trace. Stands before the first one at the beginning. */
public interface EventCursor {

    /** Moves to the next event; false behind the last. */
    boolean next() throws IngestException;

    /** Bytes that hold the current event; valid until the next move. */
    byte[] bytes();

    /** Offset of the current event in {@link #bytes()}. */
    int offset();
}
