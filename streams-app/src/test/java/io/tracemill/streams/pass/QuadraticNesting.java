package io.tracemill.streams.pass;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reference for operator rows: compares every span with every other, without any state. */
final class QuadraticNesting {

    static final String[] COLUMNS = {
        "operator",
        "kind",
        "count",
        "total_ns",
        "self_ns",
        "runtime_ns",
        "launch_ns",
        "copy_ns",
        "allocation_ns",
        "children",
        "kernel_count",
        "device_ns",
        "device_total_ns"
    };

    private final TraceEventBatch batch;
    private final List<TraceEvent> events;

    QuadraticNesting(TraceEventBatch batch) {
        this.batch = batch;
        this.events = batch.getEvents();
    }

    List<String> rows() {
        Map<String, long[]> rows = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            TraceEvent event = events.get(i);
            if (nests(event)) {
                long self = self(i);
                long runtime = runtime(i);
                add(
                        rows,
                        event,
                        1,
                        event.getDurationNs(),
                        self - runtime,
                        runtime,
                        runtime(i, ActivityMark.LAUNCH),
                        runtime(i, ActivityMark.COPY),
                        runtime(i, ActivityMark.ALLOCATION),
                        children(i).size(),
                        0,
                        0,
                        0);
            } else if (event.getLaunchInTrace() != null) {
                addDeviceEvent(rows, event);
            }
        }
        return rows.entrySet().stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder(row.getKey());
                    for (long value : row.getValue()) {
                        line.append(' ').append(value);
                    }
                    return line.toString();
                })
                .toList();
    }

    private void addDeviceEvent(Map<String, long[]> rows, TraceEvent event) {
        for (int i = 0; i < events.size(); i++) {
            TraceEvent launch = events.get(i);
            if (launch.getLaunchedEvents() == null || !launch.getCorrelationId().equals(event.getCorrelationId())) {
                continue;
            }
            List<Integer> open = openAt(i);
            for (int around : open) {
                add(rows, events.get(around), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, event.getDurationNs());
            }
            List<Integer> operators = open.stream().filter(this::isOperator).toList();
            List<Integer> candidates = operators.isEmpty() ? open : operators;
            if (!candidates.isEmpty()) {
                TraceEvent owner = events.get(candidates.get(candidates.size() - 1));
                add(rows, owner, 0, 0, 0, 0, 0, 0, 0, 0, 1, event.getDurationNs(), 0);
            }
        }
    }

    private void add(Map<String, long[]> rows, TraceEvent of, long... values) {
        long[] row = rows.computeIfAbsent(
                batch.getStrings().get(of.getName()) + " " + of.getKind(), fresh -> new long[values.length]);
        for (int i = 0; i < values.length; i++) {
            row[i] += values[i];
        }
    }

    private long self(int parent) {
        long end = end(parent);
        long childNanos = 0;
        for (int child : children(parent)) {
            childNanos += Math.min(end(child), end) - events.get(child).getStartNs();
        }
        return events.get(parent).getDurationNs() - childNanos;
    }

    /** Nanoseconds of a span in which a call directly in it runs, and no operator child. */
    private long runtime(int parent) {
        List<Integer> calls = startedIn(parent, QuadraticNesting::isCall);
        List<Integer> children = children(parent);
        long nanos = 0;
        for (long at = events.get(parent).getStartNs(); at < end(parent); at++) {
            nanos += covers(calls, at) && !covers(children, at) ? 1 : 0;
        }
        return nanos;
    }

    /** Those of them in which the call that ends last, the first of several, has a mark. */
    private long runtime(int parent, ActivityMark mark) {
        List<Integer> calls = startedIn(parent, QuadraticNesting::isCall);
        List<Integer> children = children(parent);
        long nanos = 0;
        for (long at = events.get(parent).getStartNs(); at < end(parent); at++) {
            long now = at;
            List<Integer> running = calls.stream()
                    .filter(i -> covers(List.of(i), now))
                    .sorted(Comparator.comparingLong(i -> -end(i)))
                    .toList();
            boolean counts = !running.isEmpty() && !covers(children, at);
            nanos += counts && events.get(running.get(0)).getActivityMark() == mark ? 1 : 0;
        }
        return nanos;
    }

    private boolean covers(List<Integer> spans, long nanos) {
        return spans.stream().anyMatch(i -> events.get(i).getStartNs() <= nanos && nanos < end(i));
    }

    /** Operators that start while the span is open and no operator that started after it is open. */
    private List<Integer> children(int parent) {
        return startedIn(parent, event -> event.getKind() == EventKind.OPERATOR);
    }

    private List<Integer> startedIn(int parent, Predicate<TraceEvent> some) {
        List<Integer> started = new ArrayList<>();
        for (int i = parent + 1; i < events.size(); i++) {
            if (some.test(events.get(i))) {
                List<Integer> open = openAt(i);
                boolean hidden = open.stream().anyMatch(other -> other > parent && isOperator(other));
                if (open.contains(parent) && !hidden) {
                    started.add(i);
                }
            }
        }
        return started;
    }

    private static boolean isCall(TraceEvent event) {
        return event.getKind() == EventKind.LAUNCH || event.getKind() == EventKind.RUNTIME;
    }

    /** Earlier spans on the same thread that are open at the start of a span. */
    private List<Integer> openAt(int index) {
        TraceEvent event = events.get(index);
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < index; i++) {
            TraceEvent other = events.get(i);
            if (nests(other)
                    && other.getProcess().equals(event.getProcess())
                    && other.getThread().equals(event.getThread())
                    && event.getStartNs() < end(i)) {
                open.add(i);
            }
        }
        return open;
    }

    private long end(int index) {
        return events.get(index).getStartNs() + events.get(index).getDurationNs();
    }

    private boolean isOperator(int index) {
        return events.get(index).getKind() == EventKind.OPERATOR;
    }

    private static boolean nests(TraceEvent event) {
        return event.getKind() == EventKind.OPERATOR || event.getKind() == EventKind.ANNOTATION;
    }
}
