package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shapes of a whole trace by their definition: compares every launch with every operator. */
final class ShapesByStack {

    static final String[] COLUMNS = {"device", "operator", "input_dims", "count", "kernel_count", "device_ns", "flops"};

    private final TraceEventBatch batch;
    private final List<TraceEvent> events;

    ShapesByStack(TraceEventBatch whole) {
        this.batch = whole;
        this.events = whole.getEvents();
    }

    private String text(@Nullable Integer index) {
        return index == null ? "null" : batch.getStrings().get(index);
    }

    /** Position of the operator that the device events of a launch count for; -1 for none. */
    private int operatorOf(TraceEvent launch) {
        int innermost = -1;
        int position = events.indexOf(launch);
        for (int i = 0; i < position; i++) {
            TraceEvent open = events.get(i);
            boolean around = text(open.getProcess()).equals(text(launch.getProcess()))
                    && text(open.getThread()).equals(text(launch.getThread()))
                    && open.getStartNs() + open.getDurationNs() > launch.getStartNs();
            if (around && open.getKind() == EventKind.OPERATOR) {
                if (open.getWork() != null) {
                    return i;
                }
                innermost = i;
            }
        }
        return launch.getKind() == EventKind.OPERATOR ? position : innermost;
    }

    List<String> rows() {
        Map<Long, TraceEvent> launches = new HashMap<>();
        for (TraceEvent event : events) {
            if (event.getLaunchedEvents() != null) {
                launches.putIfAbsent(event.getCorrelationId(), event);
            }
        }
        Map<String, long[]> sums = new TreeMap<>();
        Set<Integer> seen = new HashSet<>();
        for (TraceEvent event : events) {
            if (event.getLaunchInTrace() != null) {
                @Nullable TraceEvent launch = launches.get(event.getCorrelationId());
                int operator = launch == null ? -1 : operatorOf(launch);
                long[] row = sums.computeIfAbsent(key(event, operator), any -> new long[3]);
                row[0] += operator >= 0 && seen.add(operator) ? 1 : 0;
                row[1]++;
                row[2] += event.getDurationNs();
            }
        }
        List<String> rows = new ArrayList<>();
        sums.forEach((key, row) -> rows.add(key.replace("#", row[0] + " " + row[1] + " " + row[2])));
        return rows;
    }

    private String key(TraceEvent event, int operator) {
        if (operator < 0) {
            return text(event.getDevice()) + " null null # null";
        }
        TraceEvent of = events.get(operator);
        return String.join(
                " ",
                text(event.getDevice()),
                text(of.getName()),
                text(of.getInputDims()),
                "#",
                of.getWork() == null ? "null" : Long.toString(of.getWork().getFlops()));
    }
}
