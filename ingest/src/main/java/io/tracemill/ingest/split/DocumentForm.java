package io.tracemill.ingest.split;

/** Form of a JSON document with events. */
enum DocumentForm {
    /** An object that holds the array of events as one of its members. */
    OBJECT,
    /** A bare array of events. */
    ARRAY,
    /** The rest of a document of either form, whose beginning is missing. */
    TORN
}
