package io.tracemill.streams.rollup;

import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.roof.Roofs;
import io.tracemill.streams.trace.Symbols;
import java.util.List;

/** List of the analyses, one line each. */
public final class Analyses {

    private Analyses() {}

    /**
     * Analyses of a new trace, in the order in which they report.
     *
     * @param hostPhases analysis that the lanes feed
     * @param activities what the host did; the lanes feed it
     * @param busy up to when each device is busy
     * @param roofs peaks of the devices
     */
    public static List<Analysis> of(
            Symbols symbols, HostPhaseRows hostPhases, HostActivities activities, BusyDevices busy, Roofs roofs) {
        return List.of(
                new SpanCounts(),
                new OperatorRows(symbols),
                new KernelRows(symbols),
                new HostHistory(activities),
                new DeviceRows(symbols, activities, busy, roofs),
                hostPhases,
                new ModuleRows(symbols),
                new LayerRows(symbols),
                new ShapeRows(symbols, roofs),
                new MemoryRows(symbols),
                new CopyRows(symbols),
                new QueueRows(symbols),
                new CollectiveRows());
    }
}
