package io.tracemill.streams.pass;

/** Result of the check whether a batch is the next one of its trace. */
public enum SequenceCheck {
    /** It is the batch expected next. */
    NEXT(BatchOutcome.ACCEPTED),
    /** It was received before. It is dropped, since a resend or a second producer is harmless. */
    SEEN(BatchOutcome.SEEN),
    /** A batch before it is missing: it becomes a dead letter. */
    GAP(BatchOutcome.GAP),
    /** It belongs to another plan, which cuts batches at other events: it becomes a dead letter. */
    FOREIGN_PLAN(BatchOutcome.FOREIGN_PLAN);

    private final BatchOutcome outcome;

    SequenceCheck(BatchOutcome outcome) {
        this.outcome = outcome;
    }

    /** Outcome under which the batch is counted. */
    public BatchOutcome outcome() {
        return outcome;
    }
}
