package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.Symbols;
import java.util.List;

/** List of the analyses, one line each. */
public final class Analyses {

    private Analyses() {}

    /** Analyses of a new trace, in the order in which they report; that of the host's phases is fed by the lanes. */
    public static List<Analysis> of(Symbols symbols, HostPhaseRows hostPhases) {
        return List.of(
                new SpanCounts(),
                new OperatorRows(symbols),
                new KernelRows(symbols),
                new DeviceRows(symbols),
                hostPhases,
                new QueueRows(symbols));
    }
}
