package io.tracemill.streams.ranks;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gauges of monitoring show of a trace. */
final class TraceFigures {

    private TraceFigures() {}

    /** Figures of a trace; null if its header did not come. */
    static @Nullable RankFigures of(TraceInfo trace, List<DeviceStats> devices, List<Bottleneck> bottlenecks) {
        @Nullable TraceHeader header = trace.getHeader();
        if (header == null) {
            return null;
        }
        return RankFigures.newBuilder()
                .setEndNs(header.getLastNs())
                .setStepNs(medianStep(devices))
                .setBottleneck(bottlenecks.stream()
                        .filter(row -> row.getStep() == null)
                        .max(Comparator.comparingLong(Bottleneck::getTotalNs))
                        .map(Bottleneck::getBottleneck)
                        .orElse(null))
                .build();
    }

    /** Lower median of the steps that the trace has whole; null if it has none. */
    private static @Nullable Long medianStep(List<DeviceStats> devices) {
        long[] steps = devices.stream()
                .filter(row -> row.getStep() != null && row.getStep() >= 0 && !row.getTruncated())
                .mapToLong(DeviceStats::getTotalNs)
                .sorted()
                .toArray();
        return steps.length == 0 ? null : steps[(steps.length - 1) / 2];
    }
}
