package io.tracemill.streams.rollup;

import io.tracemill.schemas.Topic;
import io.tracemill.streams.trace.TraceSpan;

/**
 * Statistic over the spans of a trace. To add one, implement this interface and add a line to {@link Analyses}. If its
 * rows have a type of their own, add a schema and a line to {@link Topic}, too.
 *
 * <p>Device events and syncs arrive in trace order. Operators and annotations arrive when they have ended, which
 * depends on how the trace is cut into batches, so their sums must not depend on order. The totals are the sum of all
 * partials, added in order. After a restart, the totals and the partials since give the same rows. Span objects are
 * reused: an analysis may keep numbers and texts of a span, but not the span.
 */
public interface Analysis {

    /** Fixed name of the analysis, the key of its state. */
    String name();

    /** Processes the next complete span. */
    void accept(TraceSpan span);

    /** Encoded state of the spans accepted since the last {@link #endPartial}. */
    byte[] partial();

    /** Adds the partial to the totals and begins another. */
    void endPartial();

    /** Encoded state of all spans before the partial. */
    byte[] totals();

    /** Restores a partial or the totals after a restart. */
    void add(byte[] state);

    /** Emits the rows at the end of the trace, after {@link #endPartial}; each goes to the topic of its type. */
    void report(TraceRows rows);
}
