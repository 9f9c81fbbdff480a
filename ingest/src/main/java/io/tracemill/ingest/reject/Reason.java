package io.tracemill.ingest.reject;

import java.util.Locale;

/** Why something was refused; one counter each. */
public enum Reason {
    /** The text is no JSON, or no JSON object closed where it should be. */
    BROKEN_JSON,
    /** A member of the event array is no object. */
    NOT_AN_OBJECT,
    /** The file ends inside the event. Not held against the reject budget: the totals say that the file is cut. */
    CUT_OFF,
    /** The event is larger than an event may be. */
    TOO_LARGE,
    /** No phase. */
    MISSING_PH,
    /** A phase that is no single letter. */
    BAD_PH,
    /** No time stamp. */
    MISSING_TS,
    /** A time stamp that is no number of microseconds. */
    BAD_TS,
    /** A duration that is no number of microseconds. */
    BAD_DUR,
    /** A duration below zero. */
    NEGATIVE_DUR,
    /** An end whose thread has no open begin. */
    END_WITHOUT_BEGIN,
    /** A begin on top of more open begins than are kept. */
    TOO_MANY_OPEN,
    /** Top-level metadata that is no JSON. */
    BROKEN_METADATA,
    /** Bytes behind the end of the trace. */
    TRAILING_BYTES;

    /** Name of the counter, such as {@code missing-ts}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
