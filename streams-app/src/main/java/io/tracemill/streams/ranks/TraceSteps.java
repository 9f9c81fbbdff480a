package io.tracemill.streams.ranks;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Contribution of a finished trace to the comparison of its run's ranks. */
public final class TraceSteps {

    private TraceSteps() {}

    /** Whether a trace can be compared: its rank is known and the trace is not BROKEN. */
    public static boolean canBeCompared(TraceInfo trace) {
        return trace.getRank() != null && trace.getState() != TraceState.BROKEN;
    }

    /**
     * Sums of the device rows over the devices, for each step. If there are too many steps, those with the lowest
     * numbers are kept.
     */
    public static RankSteps of(TraceInfo trace, List<DeviceStats> devices) {
        Map<@Nullable Integer, RankStep> sums =
                new TreeMap<>(Comparator.nullsFirst(Comparator.<Integer>naturalOrder()));
        devices.forEach(row -> sums.merge(row.getStep(), step(row), TraceSteps::sum));
        int most = RunSums.MAX_STEPS + 1;
        @Nullable TraceHeader header = trace.getHeader();
        return RankSteps.newBuilder()
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setTraceId(trace.getTraceId())
                .setNode(trace.getNode())
                .setRank(trace.getRank())
                .setWorldSize(header == null ? null : header.getWorldSize())
                .setMoreSteps(sums.size() > most)
                .setSteps(new ArrayList<>(sums.values().stream().limit(most).toList()))
                .build();
    }

    private static RankStep step(DeviceStats row) {
        return new RankStep(
                row.getStep(),
                row.getTruncated(),
                row.getTotalNs(),
                row.getComputingNs(),
                row.getCommunicationNs(),
                row.getExposedCommunicationNs(),
                row.getIdleNs());
    }

    private static RankStep sum(RankStep a, RankStep b) {
        return new RankStep(
                a.getStep(),
                a.getTruncated() || b.getTruncated(),
                a.getTotalNs() + b.getTotalNs(),
                a.getComputingNs() + b.getComputingNs(),
                a.getCommunicationNs() + b.getCommunicationNs(),
                a.getExposedCommunicationNs() + b.getExposedCommunicationNs(),
                a.getIdleNs() + b.getIdleNs());
    }
}
