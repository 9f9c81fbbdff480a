package io.tracemill.streams.rollup;

import io.tracemill.schemas.Topic;
import io.tracemill.streams.trace.TraceSpan;

/**
 * One statistic over the spans of a trace. A new one is a class that implements this and a line in
 * {@link Analyses}; where its rows are of a type of their own, that is a schema and a line in {@link Topic}, too.
 *
 * <p>Device events and syncs come in trace order; operators and annotations come when they have ended, which depends on
 * the cut into batches, so what they add must not depend on order. State adds up: the totals are the sum of all partials,
 * added in order, and after a restart the totals and the partials since give the same rows. A span is used again for
 * another event: nothing of it may be kept but numbers and texts.
 */
public interface Analysis {

    /** Fixed name its state is kept under. */
    String name();

    /** Takes the next span, complete. */
    void accept(TraceSpan span);

    /** What was accepted since the last {@link #endPartial}, encoded. */
    byte[] partial();

    /** Adds the partial to the totals and begins another. */
    void endPartial();

    /** All before the partial, encoded. */
    byte[] totals();

    /** Adds a partial, or the totals, of before a restart. */
    void add(byte[] state);

    /** Emits the rows at the end of the trace, after {@link #endPartial}; each goes to the topic of its type. */
    void report(TraceRows rows);
}
