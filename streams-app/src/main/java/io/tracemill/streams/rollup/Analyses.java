package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.Symbols;
import java.util.List;

/** Which analyses there are: a line each. */
public final class Analyses {

    private Analyses() {}

    /** The analyses of a new trace, in the order in which they report. */
    public static List<Analysis> of(Symbols symbols) {
        return List.of(new SpanCounts(), new OperatorRows(symbols), new KernelRows(symbols), new DeviceRows(symbols));
    }
}
