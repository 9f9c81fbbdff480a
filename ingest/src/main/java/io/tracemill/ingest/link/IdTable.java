package io.tracemill.ingest.link;

/** Map from ids to bytes; ids that were not set have 0. */
interface IdTable {

    /** The byte of an id. */
    int get(long id);

    /**
     * Sets the byte of an id. Either the old or the new byte must not be 0. Does nothing for a new id if it is full.
     */
    void set(long id, int value);

    /** Whether an id found no room. */
    boolean isFull();
}
