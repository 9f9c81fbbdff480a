package io.tracemill.storage.publish;

/** Rows taken, and what became of them. */
final class Tally {

    private long taken;
    private long published;
    private long discarded;

    void taken(long rows) {
        taken += rows;
    }

    void published(long rows) {
        published += rows;
    }

    void discarded(long rows) {
        discarded += rows;
    }

    long published() {
        return published;
    }

    /** Throws if a row was lost or doubled on the way. */
    void check(long open) {
        if (taken != published + discarded + open) {
            throw new IllegalStateException("rows do not add up: took " + taken + " but published " + published
                    + ", discarded " + discarded + " and hold " + open);
        }
    }
}
