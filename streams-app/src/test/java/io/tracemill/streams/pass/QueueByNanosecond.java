package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of the queues by their definition: looks at every nanosecond of the window of each device. */
final class QueueByNanosecond {

    static final String[] COLUMNS = {"device", "stream", "launched", "mean_depth", "max_depth", "above_1000_pct"};

    private final List<String> strings;
    private final Map<Long, TraceEvent> launches = new HashMap<>();
    private final Map<String, List<TraceEvent>> byDevice = new TreeMap<>();

    /** Time in the queue: from the start of the launch to that of the device event. */
    private record Wait(long from, long until) {

        boolean isAt(long nanos) {
            return from <= nanos && nanos < until;
        }
    }

    QueueByNanosecond(TraceEventBatch whole) {
        this.strings = whole.getStrings();
        for (TraceEvent event : whole.getEvents()) {
            if (event.getLaunchInTrace() != null) {
                byDevice.computeIfAbsent(strings.get(event.getDevice()), device -> new ArrayList<>())
                        .add(event);
            } else if (event.getLaunchedEvents() != null) {
                launches.put(event.getCorrelationId(), event);
            }
        }
    }

    List<String> rows() {
        List<String> rows = new ArrayList<>();
        byDevice.forEach((device, events) -> {
            long start = events.stream().mapToLong(TraceEvent::getStartNs).min().orElseThrow();
            long end = events.stream().mapToLong(QueueByNanosecond::end).max().orElseThrow();
            waits(events).forEach((stream, waits) -> rows.add(device + " " + stream + " " + row(waits, start, end)));
        });
        return rows;
    }

    private static long end(TraceEvent event) {
        return event.getStartNs() + event.getDurationNs();
    }

    /** By stream, of the first device event of a graph launch and of all others that have a launch. */
    private Map<String, List<Wait>> waits(List<TraceEvent> events) {
        Map<String, List<Wait>> waits = new TreeMap<>();
        Map<String, Wait> graphs = new TreeMap<>();
        for (TraceEvent event : events) {
            TraceEvent launch = launches.get(event.getCorrelationId());
            if (launch != null) {
                String stream = strings.get(event.getStream());
                Wait wait = new Wait(launch.getStartNs(), event.getStartNs());
                List<Wait> of = waits.computeIfAbsent(stream, any -> new ArrayList<>());
                if (!isGraph(launch) || graphs.putIfAbsent(stream + "/" + event.getCorrelationId(), wait) == null) {
                    of.add(wait);
                }
            }
        }
        return waits;
    }

    private boolean isGraph(TraceEvent launch) {
        return launch.getKind() == EventKind.LAUNCH && launch.getGraphLaunch();
    }

    private static String row(List<Wait> waits, long start, long end) {
        long sum = 0;
        long max = 0;
        long deep = 0;
        for (long now = start; now < end; now++) {
            long at = now;
            long depth = waits.stream().filter(wait -> wait.isAt(at)).count();
            sum += depth;
            max = Math.max(max, depth);
            deep += depth > 1_000 ? 1 : 0;
        }
        boolean empty = start == end;
        return waits.size() + " " + (empty ? null : (double) sum / (end - start)) + " " + max + " "
                + (empty ? null : 100.0 * deep / (end - start));
    }
}
