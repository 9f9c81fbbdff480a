package io.tracemill.ingest.link;

/** One byte for each of many ids, 0 for all others. */
interface IdTable {

    /** The byte of an id. */
    int get(long id);

    /** Sets the byte of an id that is not 0, or is to be something else than 0. */
    void set(long id, int value);
}
