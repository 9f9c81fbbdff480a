package io.tracemill.streams.pass;

/** What becomes of a batch, by its place in its trace. */
public enum SequenceCheck {
    /** The one that must come next. */
    NEXT(BatchOutcome.ACCEPTED),
    /** One that was seen: dropped, since a resend or a second producer is harmless. */
    SEEN(BatchOutcome.SEEN),
    /** One after a missing one: a dead letter. */
    GAP(BatchOutcome.GAP),
    /** One of another plan, whose batches are cut otherwise: a dead letter. */
    FOREIGN_PLAN(BatchOutcome.FOREIGN_PLAN);

    private final BatchOutcome outcome;

    SequenceCheck(BatchOutcome outcome) {
        this.outcome = outcome;
    }

    /** The outcome to count. */
    public BatchOutcome outcome() {
        return outcome;
    }
}
