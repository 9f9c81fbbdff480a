package io.tracemill.streams.pass;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Idle time of a whole trace by its definition: looks at what is open at every nanosecond of every gap. */
final class IdleByNanosecond {

    static final String[] COLUMNS = {"device", "part", "cause", "class", "name", "place", "idle_ns", "count"};

    private final TraceEventBatch batch;
    private final Map<Long, TraceEvent> launches = new HashMap<>();
    private final Map<String, Long> nanos = new TreeMap<>();
    private final Map<String, Set<String>> gaps = new HashMap<>();

    IdleByNanosecond(TraceEventBatch whole) {
        this.batch = whole;
        for (TraceEvent event : whole.getEvents()) {
            if (event.getLaunchedEvents() != null) {
                launches.putIfAbsent(event.getCorrelationId(), event);
            }
        }
    }

    private String text(@Nullable Integer index) {
        return index == null ? "null" : batch.getStrings().get(index);
    }

    private String name(TraceEvent event) {
        return text(event.getName());
    }

    private String lane(TraceEvent event) {
        return text(event.getProcess()) + "/" + text(event.getThread());
    }

    private static long end(TraceEvent event) {
        return event.getStartNs() + event.getDurationNs();
    }

    /** Rows of the whole trace: device, part, cause, class, name, place, time, number of gaps. */
    List<String> rows() {
        Map<String, Long> busy = new HashMap<>();
        Set<String> streams = new HashSet<>();
        for (TraceEvent event : batch.getEvents()) {
            if (event.getLaunchInTrace() != null) {
                String device = text(event.getDevice());
                Long from = busy.get(device);
                boolean fresh = streams.add(device + "/" + text(event.getStream()));
                if (from != null && from < event.getStartNs()) {
                    split(device, from, event, fresh);
                }
                busy.merge(device, end(event), Math::max);
            }
        }
        List<String> rows = new ArrayList<>();
        gaps.forEach((key, starts) -> rows.add(key + " " + nanos.getOrDefault(key, 0L) + " " + starts.size()));
        return rows;
    }

    private void split(String device, long from, TraceEvent next, boolean fresh) {
        TraceEvent launch = launches.get(next.getCorrelationId());
        String own = launch == null ? null : lane(launch);
        String other = lastToLaunch(next.getStartNs(), launch);
        for (long now = from; now < next.getStartNs(); now++) {
            String what = better(activity(own, now), activity(other, now));
            String key = device + " " + part(now, launch, fresh) + " " + what;
            nanos.merge(key, 1L, Long::sum);
            gaps.computeIfAbsent(key, any -> new HashSet<>()).add(device + from);
        }
    }

    private static String part(long now, @Nullable TraceEvent launch, boolean fresh) {
        if (launch == null) {
            return "UNKNOWN null";
        }
        if (now < launch.getStartNs()) {
            return "HOST null";
        }
        if (now < end(launch)) {
            return "LAUNCH null";
        }
        return "DEVICE " + (fresh ? "BEFORE_RECORDING" : launch.getGraphLaunch() ? "GRAPH" : "DEVICE_QUEUE");
    }

    private @Nullable String lastToLaunch(long before, @Nullable TraceEvent but) {
        String last = null;
        for (TraceEvent event : batch.getEvents()) {
            boolean launches = event.getLaunchedEvents() != null && event.getStartNs() < before;
            boolean counts = but == null
                    || (!lane(event).equals(lane(but))
                            && text(event.getProcess()).equals(text(but.getProcess())));
            last = launches && counts ? lane(event) : last;
        }
        return last;
    }

    private static String better(String first, String second) {
        return rank(second) > rank(first) ? second : first;
    }

    private static int rank(String activity) {
        return activity.startsWith("NOTHING")
                ? 0
                : activity.startsWith("PYTHON") || activity.startsWith("BETWEEN") ? 1 : 2;
    }

    private static boolean isCall(TraceEvent event) {
        return event.getKind() == EventKind.LAUNCH || event.getKind() == EventKind.RUNTIME;
    }

    private static boolean isFrame(TraceEvent event) {
        return switch (event.getKind()) {
            case OPERATOR, PYTHON, LAUNCH, RUNTIME -> true;
            case ANNOTATION -> event.getDevice() == null;
            default -> false;
        };
    }

    private String activity(@Nullable String lane, long now) {
        List<TraceEvent> open = batch.getEvents().stream()
                .filter(event -> isFrame(event) && lane(event).equals(lane))
                .filter(event -> event.getStartNs() <= now && now < end(event))
                .toList();
        if (open.isEmpty()) {
            return "NOTHING_RECORDED null null";
        }
        return activity(open) + " " + place(open);
    }

    private String place(List<TraceEvent> open) {
        TraceEvent module = last(open, event -> event.getActivityMark() == ActivityMark.MODULE);
        if (module != null) {
            return name(module).substring(name(module).indexOf(": ") + 2);
        }
        TraceEvent annotation =
                last(open, event -> event.getKind() == EventKind.ANNOTATION && event.getStepMark() == null);
        TraceEvent operator = first(open, event -> event.getKind() == EventKind.OPERATOR);
        return annotation != null ? name(annotation) : operator != null ? name(operator) : "null";
    }

    private String activity(List<TraceEvent> open) {
        TraceEvent input = frame(open, ActivityMark.INPUT);
        TraceEvent compile = frame(open, ActivityMark.COMPILE);
        TraceEvent wait = frame(open, ActivityMark.COLLECTIVE_WAIT);
        TraceEvent sync = first(
                open, event -> event.getKind() == EventKind.OPERATOR && event.getActivityMark() == ActivityMark.SYNC);
        TraceEvent top = open.get(open.size() - 1);
        if (input != null || compile != null) {
            return input != null ? "INPUT " + name(input) : "COMPILE " + name(Objects.requireNonNull(compile));
        }
        String call = isCall(top) ? call(top) : "";
        if (call.equals("RUNTIME") && sync != null) {
            return wait != null ? "COLLECTIVE_WAIT " + name(wait) : "SYNC " + name(sync);
        }
        if (!call.isEmpty() && !(call.equals("SYNC") && wait != null)) {
            return call + " " + name(top);
        }
        if (wait != null) {
            return "COLLECTIVE_WAIT " + name(wait);
        }
        if (sync != null) {
            return "SYNC " + name(sync);
        }
        if (top.getKind() == EventKind.PYTHON) {
            return "PYTHON " + name(top);
        }
        TraceEvent operator = last(open, event -> event.getKind() == EventKind.OPERATOR);
        return operator != null ? "FRAMEWORK " + name(operator) : "BETWEEN " + name(top);
    }

    /** Class of a call that takes less than 50 us. */
    private static String call(TraceEvent call) {
        if (call.getGraphLaunch()) {
            return "LAUNCH";
        }
        ActivityMark mark = call.getActivityMark();
        return mark == null ? "RUNTIME" : mark == ActivityMark.COPY ? "LAUNCH" : mark.name();
    }

    private @Nullable TraceEvent frame(List<TraceEvent> open, ActivityMark mark) {
        return first(open, event -> !isCall(event) && event.getActivityMark() == mark);
    }

    private static @Nullable TraceEvent first(List<TraceEvent> open, Predicate<TraceEvent> condition) {
        return open.stream().filter(condition).findFirst().orElse(null);
    }

    private static @Nullable TraceEvent last(List<TraceEvent> open, Predicate<TraceEvent> condition) {
        return open.stream().filter(condition).reduce((before, after) -> after).orElse(null);
    }
}
