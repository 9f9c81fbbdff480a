package io.tracemill.systemtests.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Idle time by what the host did, from the rows of {@code spans} of one trace. Keeps the activity of every thread over
 * the whole trace, and looks at each gap afterwards.
 */
final class ExpectedIdle {

    private final Map<String, List<HostFrame>> framesByThread = new HashMap<>();
    private final Map<String, NavigableMap<Long, String>> activities = new HashMap<>();
    private final List<LaunchCall> launches = new ArrayList<>();
    private final Map<Object, Map<String, Object>> byCorrelation = new HashMap<>();
    private final Map<String, Long> nanos = new TreeMap<>();
    private final Map<String, Set<String>> gaps = new HashMap<>();

    /** Reads spans in the order of their trace. */
    ExpectedIdle(List<Map<String, Object>> spans) {
        for (Map<String, Object> span : spans) {
            if (isFrame(span)) {
                framesByThread
                        .computeIfAbsent(thread(span), any -> new ArrayList<>())
                        .add(HostFrame.of(span));
            }
            if (span.get("launched_events") != null) {
                launches.add(new LaunchCall(number(span, "start_ns"), span.get("process"), thread(span)));
                byCorrelation.putIfAbsent(Objects.requireNonNull(span.get("correlation_id")), span);
            }
        }
        split(spans);
    }

    private static boolean isFrame(Map<String, Object> span) {
        return switch (String.valueOf(span.get("kind"))) {
            case "OPERATOR", "LAUNCH", "RUNTIME", "PYTHON" -> true;
            case "ANNOTATION" -> span.get("device") == null;
            default -> Boolean.TRUE.equals(span.get("runtime_overhead"));
        };
    }

    private static String thread(Map<String, Object> span) {
        return span.get("process") + "/" + span.get("thread");
    }

    /** Number in a column; 0 where there is none. */
    static long number(Map<String, Object> span, String column) {
        Number value = (Number) span.get(column);
        return value == null ? 0 : value.longValue();
    }

    private static long end(Map<String, Object> span) {
        return number(span, "start_ns") + number(span, "duration_ns");
    }

    /** Rows as text: device, part, cause, class, name, place, time, number of gaps. */
    Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        gaps.forEach((key, starts) -> rows.add(key + " " + nanos.getOrDefault(key, 0L) + " " + starts.size()));
        return rows;
    }

    private void split(List<Map<String, Object>> spans) {
        Map<String, Long> busy = new HashMap<>();
        Set<String> streams = new HashSet<>();
        for (Map<String, Object> span : spans) {
            if (Set.of("KERNEL", "COMMUNICATION", "MEMCPY", "MEMSET").contains(String.valueOf(span.get("kind")))) {
                String device = String.valueOf(span.get("device"));
                boolean fresh = streams.add(device + "/" + span.get("stream"));
                Long from = busy.get(device);
                if (from != null && from < number(span, "start_ns")) {
                    splitGap(device, from, span, fresh);
                }
                busy.merge(device, end(span), Math::max);
            }
        }
    }

    private void splitGap(String device, long from, Map<String, Object> next, boolean fresh) {
        long until = number(next, "start_ns");
        Map<String, Object> launch =
                Boolean.TRUE.equals(next.get("launch_in_trace")) ? byCorrelation.get(next.get("correlation_id")) : null;
        String own = launch == null ? null : thread(launch);
        NavigableMap<Long, String> first = activities(own);
        NavigableMap<Long, String> second = activities(lastToLaunch(until, launch));
        TreeSet<Long> cuts = new TreeSet<>(first.subMap(from, until).keySet());
        cuts.addAll(second.subMap(from, until).keySet());
        cuts.add(from);
        if (launch != null) {
            cuts.add(Math.max(from, Math.min(until, number(launch, "start_ns"))));
            cuts.add(Math.max(from, Math.min(until, end(launch))));
        }
        for (long cut : cuts) {
            Long higher = cuts.higher(cut);
            long end = higher == null ? until : higher;
            String key = device + " " + part(cut, launch, fresh) + " " + better(at(first, cut), at(second, cut));
            if (end > cut) {
                nanos.merge(key, end - cut, Long::sum);
                gaps.computeIfAbsent(key, any -> new HashSet<>()).add(device + "@" + from);
            }
        }
    }

    private static String part(long now, @Nullable Map<String, Object> launch, boolean fresh) {
        if (launch == null) {
            return "UNKNOWN null";
        }
        if (now < number(launch, "start_ns")) {
            return "HOST null";
        }
        if (now < end(launch)) {
            return "LAUNCH null";
        }
        boolean graph = Boolean.TRUE.equals(launch.get("graph_launch"));
        return "DEVICE " + (fresh ? "BEFORE_RECORDING" : graph ? "GRAPH" : "DEVICE_QUEUE");
    }

    /** The thread of the last launch before a time, of those on other threads of the process of a launch, if any. */
    private @Nullable String lastToLaunch(long before, @Nullable Map<String, Object> but) {
        String thread = but == null ? null : thread(but);
        for (int i = countBefore(before) - 1; i >= 0; i--) {
            LaunchCall launch = launches.get(i);
            if (but == null || (!launch.thread.equals(thread) && Objects.equals(launch.process, but.get("process")))) {
                return launch.thread;
            }
        }
        return null;
    }

    /** Number of launches that start before a time; they are in the order of their starts. */
    private int countBefore(long time) {
        int low = 0;
        int high = launches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (launches.get(middle).start < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private record LaunchCall(long start, @Nullable Object process, String thread) {}

    private static String at(NavigableMap<Long, String> activities, long nanos) {
        Map.Entry<Long, String> entry = activities.floorEntry(nanos);
        return entry == null ? "NOTHING_RECORDED null null" : entry.getValue();
    }

    private static String better(String first, String second) {
        return rank(second) > rank(first) ? second : first;
    }

    private static int rank(String activity) {
        if (activity.startsWith("NOTHING")) {
            return 0;
        }
        return activity.startsWith("PYTHON ") || activity.startsWith("BETWEEN ") ? 1 : 2;
    }

    private NavigableMap<Long, String> activities(@Nullable String thread) {
        return thread == null ? new TreeMap<>() : activities.computeIfAbsent(thread, this::sweep);
    }

    /** Activity of a thread from each time on at which a frame starts or ends. */
    private NavigableMap<Long, String> sweep(String thread) {
        List<HostFrame> frames = framesByThread.getOrDefault(thread, List.of());
        TreeSet<Long> times = new TreeSet<>();
        frames.forEach(frame -> times.addAll(List.of(frame.start(), frame.end())));
        NavigableMap<Long, String> found = new TreeMap<>();
        List<HostFrame> open = new ArrayList<>();
        int next = 0;
        for (long time : times) {
            open.removeIf(frame -> frame.end() <= time);
            for (; next < frames.size() && frames.get(next).start() <= time; next++) {
                if (frames.get(next).end() > time) {
                    open.add(frames.get(next));
                }
            }
            found.put(time, HostFrame.activity(open));
        }
        return found;
    }
}
