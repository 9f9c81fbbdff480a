package io.tracemill.streams.pass;

import java.util.Locale;

/** What became of a batch of events that was read: exactly one of these. */
public enum BatchOutcome {
    /** Its events went into the pass. */
    ACCEPTED,
    /** It had come before: a resend, or a second producer. */
    SEEN,
    /** Its trace had been finished before. */
    FINISHED,
    /** One before it is missing: a dead letter. */
    GAP,
    /** It is cut otherwise than those before: a dead letter. */
    FOREIGN_PLAN,
    /** It could not be decoded or processed: a dead letter, or the end of the app. */
    FAILED;

    /** The outcome in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
