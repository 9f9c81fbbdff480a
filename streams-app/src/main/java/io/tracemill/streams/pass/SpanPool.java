package io.tracemill.streams.pass;

import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayDeque;

/** Pool of spans for reuse. Only spans in flight need an object of their own; one object serves for all others. */
final class SpanPool {

    /** Most spans kept for reuse. Those that remain after many have waited become garbage. */
    private static final int MAX_SPARES = 64;

    private final Symbols symbols;
    private final ArrayDeque<TraceSpan> spares = new ArrayDeque<>(MAX_SPARES);

    SpanPool(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Takes a span from the pool, with any content. */
    TraceSpan take() {
        TraceSpan spare = spares.pollLast();
        return spare == null ? new TraceSpan(symbols) : spare;
    }

    /** Drops the spans of the pool, which may refer to a batch that has been processed. */
    void clear() {
        spares.clear();
    }

    /** Returns a span to the pool that nobody uses any more. */
    void give(TraceSpan span) {
        if (spares.size() < MAX_SPARES) {
            spares.addLast(span);
        }
    }
}
