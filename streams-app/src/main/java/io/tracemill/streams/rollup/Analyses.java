package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.Symbols;
import java.util.List;

/** List of the analyses, one line each. */
public final class Analyses {

    private Analyses() {}

    /** Analyses of a new trace, in the order in which they report. */
    public static List<Analysis> of(Symbols symbols) {
        return List.of(
                new SpanCounts(),
                new OperatorRows(symbols),
                new KernelRows(symbols),
                new DeviceRows(symbols),
                new QueueRows(symbols));
    }
}
