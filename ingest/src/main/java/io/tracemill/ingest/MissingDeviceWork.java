package io.tracemill.ingest;

import io.tracemill.schemas.EventKinds;
import io.tracemill.schemas.IngestTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs that a device did work that the trace does not show, as warnings. */
final class MissingDeviceWork {

    private MissingDeviceWork() {}

    /** Warnings about a trace, one line each. */
    static List<String> in(IngestTotals totals) {
        List<String> lines = new ArrayList<>();
        Map<String, Long> unrecognised = totals.getUnrecognised();
        if (!unrecognised.isEmpty()) {
            lines.add(unrecognised.values().stream().mapToLong(Long::longValue).sum() + " events on processes named "
                    + unrecognised.keySet().stream().sorted().collect(Collectors.joining(", "))
                    + " and no rule that makes them device work");
        }
        if (totals.getLaunchesWithoutDeviceEvents() > 0 && !hasDeviceEvents(totals.getKinds())) {
            lines.add(totals.getLaunchesWithoutDeviceEvents() + " launch calls and no device event: the profiler lost"
                    + " the events of the device or did not record it");
        }
        return lines;
    }

    private static boolean hasDeviceEvents(Map<String, Long> kinds) {
        return EventKinds.ON_DEVICE.stream().anyMatch(kind -> kinds.containsKey(kind.name()));
    }
}
