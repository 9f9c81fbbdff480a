package io.tracemill.streams.pass;

import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayDeque;

/** Spans to be used again. Only those in flight are objects of their own; of the others one serves for all. */
final class SpanPool {

    /** Spares kept at most: after a long wait of many spans the others are garbage. */
    private static final int MAX_SPARES = 64;

    private final Symbols symbols;
    private final ArrayDeque<TraceSpan> spares = new ArrayDeque<>(MAX_SPARES);

    SpanPool(Symbols symbols) {
        this.symbols = symbols;
    }

    /** A span that nobody uses, with anything in it. */
    TraceSpan take() {
        TraceSpan spare = spares.pollLast();
        return spare == null ? new TraceSpan(symbols) : spare;
    }

    /** Forgets the spares, which may refer to a batch that is done with. */
    void clear() {
        spares.clear();
    }

    /** Takes back a span that nobody uses any more. */
    void give(TraceSpan span) {
        if (spares.size() < MAX_SPARES) {
            spares.addLast(span);
        }
    }
}
