package io.tracemill.streams.pass;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Modules of a whole trace by their definition: compares every launch with every frame. */
final class ModulesByFrames {

    static final String[] ON_DEVICE = {"device", "path", "device_ns", "device_total_ns"};
    static final String[] ON_HOST = {"path", "count", "host_ns"};

    private static final String NONE = "(none)";

    private final TraceEventBatch batch;
    private final List<TraceEvent> events;

    ModulesByFrames(TraceEventBatch whole) {
        this.batch = whole;
        this.events = whole.getEvents();
    }

    private String text(Integer index) {
        return index == null ? "null" : batch.getStrings().get(index);
    }

    private static long end(TraceEvent event) {
        return event.getStartNs() + event.getDurationNs();
    }

    private static boolean isModule(TraceEvent event) {
        return event.getActivityMark() == ActivityMark.MODULE;
    }

    /** Events of the thread of another that come before it in the order of the trace, and are open when it starts. */
    private List<TraceEvent> openAround(TraceEvent event) {
        return events.subList(0, events.indexOf(event)).stream()
                .filter(frame -> text(frame.getProcess()).equals(text(event.getProcess())))
                .filter(frame -> text(frame.getThread()).equals(text(event.getThread())))
                .filter(frame -> end(frame) > event.getStartNs())
                .toList();
    }

    private String path(TraceEvent event) {
        List<String> path = new ArrayList<>();
        for (TraceEvent frame : openAround(event)) {
            if (isModule(frame)) {
                path.add(text(frame.getName()).replace("nn.Module: ", ""));
            }
        }
        if (isModule(event)) {
            path.add(text(event.getName()).replace("nn.Module: ", ""));
        }
        return path.isEmpty() ? NONE : String.join("/", path);
    }

    private boolean isInBackward(TraceEvent event) {
        return event.getPhaseMark() == PhaseMark.BACKWARD
                || openAround(event).stream().anyMatch(frame -> frame.getPhaseMark() == PhaseMark.BACKWARD);
    }

    private String moduleOf(TraceEvent launch) {
        String own = path(launch);
        if (!own.equals(NONE) || !isInBackward(launch)) {
            return own;
        }
        String module = NONE;
        for (TraceEvent frame : openAround(launch)) {
            if (frame.getKind() == EventKind.OPERATOR && frame.getSequenceNumber() != null) {
                String forward = forward(frame.getSequenceNumber(), launch);
                module = forward.equals(NONE) ? module : forward;
            }
        }
        return module;
    }

    private String forward(long number, TraceEvent launch) {
        String module = NONE;
        for (TraceEvent event : events.subList(0, events.indexOf(launch))) {
            boolean numbered = event.getSequenceNumber() != null && event.getSequenceNumber() == number;
            if (event.getKind() == EventKind.OPERATOR && numbered && !isInBackward(event)) {
                module = path(event);
            }
        }
        return module;
    }

    /** Rows of devices. */
    List<String> onDevices() {
        Map<Long, TraceEvent> launches = new HashMap<>();
        for (TraceEvent event : events) {
            if (event.getLaunchedEvents() != null) {
                launches.putIfAbsent(event.getCorrelationId(), event);
            }
        }
        Map<String, long[]> times = new TreeMap<>();
        for (TraceEvent event : events) {
            if (event.getLaunchInTrace() != null) {
                TraceEvent launch = launches.get(event.getCorrelationId());
                String module = launch == null ? "(no launch)" : moduleOf(launch);
                add(times, text(event.getDevice()) + " ", module, event.getDurationNs());
            }
        }
        List<String> rows = new ArrayList<>();
        times.forEach((row, time) -> {
            if (time[1] > 0) {
                rows.add(row + " " + time[0] + " " + time[1]);
            }
        });
        return rows;
    }

    private static void add(Map<String, long[]> times, String device, String module, long nanos) {
        times.computeIfAbsent(device + module, key -> new long[2])[0] += nanos;
        for (String path = module; !path.isEmpty(); path = path.substring(0, Math.max(0, path.lastIndexOf('/')))) {
            times.computeIfAbsent(device + path, key -> new long[2])[1] += nanos;
        }
    }

    /** Rows of the host. */
    List<String> onHost() {
        Map<String, long[]> times = new TreeMap<>();
        for (TraceEvent event : events) {
            if (isModule(event)) {
                long[] sums = times.computeIfAbsent(path(event), key -> new long[2]);
                sums[0]++;
                sums[1] += event.getDurationNs();
            }
        }
        List<String> rows = new ArrayList<>();
        times.forEach((path, sums) -> rows.add(path + " " + sums[0] + " " + sums[1]));
        return rows;
    }
}
