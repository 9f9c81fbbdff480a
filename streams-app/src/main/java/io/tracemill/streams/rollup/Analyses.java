package io.tracemill.streams.rollup;

import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.trace.Symbols;
import java.util.List;
import java.util.function.LongSupplier;

/** List of the analyses, one line each. */
public final class Analyses {

    private Analyses() {}

    /**
     * Analyses of a new trace, in the order in which they report.
     *
     * @param hostPhases analysis that the lanes feed
     * @param activities what the host did; the lanes feed it
     * @param firstWaiting start of the first device event that is still to come to the analyses, in ns
     */
    public static List<Analysis> of(
            Symbols symbols, HostPhaseRows hostPhases, HostActivities activities, LongSupplier firstWaiting) {
        DeviceRows devices = new DeviceRows(symbols, activities);
        activities.keepFrom(() -> Math.min(devices.earliestGapNanos(), firstWaiting.getAsLong()));
        return List.of(
                new SpanCounts(),
                new OperatorRows(symbols),
                new KernelRows(symbols),
                new HostHistory(activities),
                devices,
                hostPhases,
                new QueueRows(symbols));
    }
}
