package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import java.util.List;

/** Reference for device rows: applies the definition to every nanosecond of the window. */
final class NanosecondSweep {

    static final String[] COLUMNS = {
        "computing_ns",
        "communication_ns",
        "memcpy_ns",
        "overlap_ns",
        "exposed_communication_ns",
        "exposed_memcpy_ns",
        "idle_ns"
    };

    private final List<TraceEvent> events;

    NanosecondSweep(List<TraceEvent> events) {
        this.events = events;
    }

    String row(long start, long length) {
        long[] sums = new long[COLUMNS.length];
        for (long now = start; now < start + length; now++) {
            boolean computing = runs(EventKind.KERNEL, now) || runs(EventKind.MEMSET, now);
            boolean communication = runs(EventKind.COMMUNICATION, now);
            boolean copy = runs(EventKind.MEMCPY, now);
            sums[0] += computing ? 1 : 0;
            sums[1] += communication ? 1 : 0;
            sums[2] += copy ? 1 : 0;
            sums[3] += computing && communication ? 1 : 0;
            sums[4] += communication && !computing ? 1 : 0;
            sums[5] += copy && !computing && !communication ? 1 : 0;
            sums[6] += !copy && !computing && !communication ? 1 : 0;
        }
        StringBuilder line = new StringBuilder();
        for (long sum : sums) {
            line.append(line.isEmpty() ? "" : " ").append(sum);
        }
        return line.toString();
    }

    private boolean runs(EventKind kind, long now) {
        return events.stream()
                .anyMatch(event -> event.getKind() == kind
                        && event.getStartNs() <= now
                        && now < event.getStartNs() + event.getDurationNs());
    }
}
