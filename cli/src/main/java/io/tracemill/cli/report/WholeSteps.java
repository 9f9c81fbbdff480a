package io.tracemill.cli.report;

import io.tracemill.schemas.DeviceStats;
import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps of a trace that are whole: neither the time before the first one, nor cut by the end of the trace. */
final class WholeSteps {

    private WholeSteps() {}

    /** Lengths of the whole steps of each device that has some, in ns. */
    static Map<@Nullable String, LongSummaryStatistics> byDevice(TraceReport report) {
        Map<@Nullable String, LongSummaryStatistics> devices = new LinkedHashMap<>();
        for (DeviceStats row : report.devices()) {
            boolean isWhole = row.getStep() != null && row.getStep() >= 0 && !row.getTruncated();
            if (isWhole && row.getTotalNs() > 0) {
                devices.computeIfAbsent(row.getDevice(), device -> new LongSummaryStatistics())
                        .accept(row.getTotalNs());
            }
        }
        return devices;
    }
}
