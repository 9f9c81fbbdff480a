package io.tracemill.streams.pass;

import java.util.Locale;

/** Outcome of a batch of events that was read. Every batch has exactly one. */
public enum BatchOutcome {
    /** Its events went through the pass. */
    ACCEPTED,
    /** It was received before, from a resend or a second producer. */
    SEEN,
    /** Its trace was finished before. */
    FINISHED,
    /** A batch before it is missing; it became a dead letter. */
    GAP,
    /** It belongs to another plan, which cuts batches at other events; it became a dead letter. */
    FOREIGN_PLAN,
    /** It could not be decoded or processed; it became a dead letter or stopped the app. */
    FAILED;

    /** The outcome in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
