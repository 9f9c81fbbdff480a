package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Operators whose work follows from their inputs by the same formulas. */
interface Family {

    /** Formulas, for readers. */
    Formula formula();

    /** Work of a call with these inputs; null if they do not tell it. */
    @Nullable
    Work work(Inputs inputs);
}
