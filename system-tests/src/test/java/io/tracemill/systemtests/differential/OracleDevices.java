package io.tracemill.systemtests.differential;

import io.tracemill.systemtests.differential.Intervals.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one device: what ran when, as sets of points in time, cut into the windows of the steps. */
final class OracleDevices {
    private final List<OracleEvent> events;
    private final Intervals computing;
    private final Intervals communication;
    private final Intervals copies;
    /** The event that ends an idle time, by its start: of several, the first in trace order. */
    private final NavigableMap<Long, OracleEvent> firstAt = new TreeMap<>();

    private OracleDevices(List<OracleEvent> events) {
        this.events = events;
        this.computing = when("KERNEL", "MEMSET");
        this.communication = when("COMMUNICATION");
        this.copies = when("MEMCPY");
        events.forEach(event -> firstAt.putIfAbsent(event.start, event));
    }

    /** Rows by {@code device|step}. */
    static SortedMap<String, Map<String, @Nullable Object>> rows(List<OracleEvent> trace) {
        Map<String, List<OracleEvent>> byDevice = new TreeMap<>();
        for (OracleEvent event : trace) {
            if (event.onDevice()) {
                byDevice.computeIfAbsent(String.valueOf(event.device), device -> new ArrayList<>())
                        .add(event);
            }
        }
        SortedMap<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        byDevice.forEach((device, events) -> new OracleDevices(events)
                .windows()
                .forEach(window -> rows.put(device + "|" + window.step(), window.row())));
        return rows;
    }

    private record Window(@Nullable Integer step, long lateNanos, Map<String, @Nullable Object> row) {}

    private List<Window> windows() {
        long end = events.stream().mapToLong(OracleEvent::end).max().orElseThrow();
        List<Window> windows = new ArrayList<>();
        NavigableMap<Integer, List<OracleEvent>> bySteps = bySteps();
        if (bySteps.lastKey() >= 0) {
            bySteps.forEach((step, ofStep) -> {
                Integer next = bySteps.higherKey(step);
                long until = next == null
                        ? end
                        : bySteps.getOrDefault(next, List.of()).get(0).start;
                long late = late(step, ofStep);
                Map<String, @Nullable Object> row = row(new Interval(ofStep.get(0).start, until), ofStep);
                row.put("truncated", next == null);
                row.put("late_ns", late);
                windows.add(new Window(step, late, row));
            });
        }
        long late = windows.stream()
                .mapToLong(window -> (Long) window.row().getOrDefault("late_ns", 0L))
                .sum();
        Map<String, @Nullable Object> whole = row(new Interval(events.get(0).start, end), events);
        whole.put("late_ns", late);
        windows.add(new Window(null, late, whole));
        return windows;
    }

    /** Each event in the window of the highest step that anything up to it was launched in. */
    private NavigableMap<Integer, List<OracleEvent>> bySteps() {
        NavigableMap<Integer, List<OracleEvent>> windows = new TreeMap<>();
        int current = -1;
        for (OracleEvent event : events) {
            current = Math.max(current, event.step == null ? -1 : event.step);
            windows.computeIfAbsent(current, step -> new ArrayList<>()).add(event);
        }
        return windows;
    }

    private static long late(int step, List<OracleEvent> ofStep) {
        return ofStep.stream()
                .filter(event -> event.launch != null && (event.step == null ? -1 : event.step) < step)
                .mapToLong(event -> event.duration)
                .sum();
    }

    private Map<String, @Nullable Object> row(Interval window, List<OracleEvent> starting) {
        Intervals all = Intervals.union(List.of(window));
        Intervals comp = computing.and(all);
        Intervals comm = communication.and(all);
        Intervals copy = copies.and(all);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("start_ns", window.from());
        row.put("total_ns", window.length());
        row.put("computing_ns", comp.length());
        row.put("communication_ns", comm.length());
        row.put("memcpy_ns", copy.length());
        row.put("overlap_ns", comp.and(comm).length());
        row.put("exposed_communication_ns", comm.without(comp).length());
        row.put("exposed_memcpy_ns", copy.without(comp.or(comm)).length());
        Intervals idle = all.without(comp.or(comm).or(copy));
        row.put("idle_ns", idle.length());
        splitIdle(idle, row);
        row.put("memory_bound_ns", 0L);
        count(starting, row);
        return row;
    }

    private void splitIdle(Intervals idle, Map<String, @Nullable Object> row) {
        long[] split = new long[4];
        for (Interval gap : idle.parts()) {
            long from = gap.from();
            for (Map.Entry<Long, OracleEvent> next :
                    firstAt.subMap(gap.from(), false, gap.to(), true).entrySet()) {
                split(new Interval(from, next.getKey()), next.getValue(), split);
                from = next.getKey();
            }
        }
        row.put("idle_host_ns", split[0]);
        row.put("idle_launch_ns", split[1]);
        row.put("idle_device_ns", split[2]);
        row.put("idle_unknown_ns", split[3]);
    }

    private static void split(Interval gap, OracleEvent next, long[] split) {
        OracleEvent launch = next.launch;
        if (launch == null) {
            split[3] += gap.length();
            return;
        }
        long begun = Math.min(Math.max(launch.start, gap.from()), gap.to());
        long returned = Math.min(Math.max(launch.end(), gap.from()), gap.to());
        split[0] += begun - gap.from();
        split[1] += returned - begun;
        split[2] += gap.to() - returned;
    }

    private static void count(List<OracleEvent> starting, Map<String, @Nullable Object> row) {
        long noLaunch = starting.stream().filter(event -> event.launch == null).count();
        long linked = starting.stream().filter(event -> event.owner != null).count();
        row.put("device_events", (long) starting.size());
        row.put("linked", linked);
        row.put("unlinked_no_launch", noLaunch);
        row.put("unlinked_no_owner", starting.size() - linked - noLaunch);
        row.put("unlinked_ambiguous", 0L);
        row.put("clipped", 0L);
        row.put(
                "device_events_ns",
                starting.stream().mapToLong(event -> event.duration).sum());
        row.put(
                "unlinked_ns",
                starting.stream()
                        .filter(event -> event.owner == null)
                        .mapToLong(event -> event.duration)
                        .sum());
    }

    private Intervals when(String... kinds) {
        return Intervals.union(events.stream()
                .filter(event -> List.of(kinds).contains(event.kind))
                .map(event -> new Interval(event.start, event.end()))
                .toList());
    }
}
