package io.tracemill.streams;

/** What becomes of a batch, by its place in its trace. */
enum Admission {
    /** The one that must come next. */
    NEXT,
    /** One that was seen: dropped, since a resend or a second producer is harmless. */
    SEEN,
    /** One after a missing one: a dead letter. */
    GAP,
    /** One of another plan, whose batches are cut otherwise: a dead letter. */
    FOREIGN_PLAN
}
