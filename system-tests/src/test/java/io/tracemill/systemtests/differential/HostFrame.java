package io.tracemill.systemtests.differential;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Frame of a thread as the table {@code spans} has it, and what a thread does while some of them are open. */
record HostFrame(
        String kind,
        String name,
        @Nullable String mark,
        boolean isStep,
        boolean launchesGraph,
        boolean isOverhead,
        long start,
        long end) {

    private static final long BLOCKING_COPY_NANOS = 50_000;
    private static final long INITIALISING_NANOS = 1_000_000;

    static HostFrame of(Map<String, Object> span) {
        long start = ExpectedIdle.number(span, "start_ns");
        return new HostFrame(
                String.valueOf(span.get("kind")),
                String.valueOf(span.get("name")),
                (String) span.get("activity_mark"),
                span.get("step_mark") != null,
                Boolean.TRUE.equals(span.get("graph_launch")),
                Boolean.TRUE.equals(span.get("runtime_overhead")),
                start,
                start + ExpectedIdle.number(span, "duration_ns"));
    }

    private boolean isCall() {
        return kind.equals("LAUNCH") || kind.equals("RUNTIME") || isOverhead;
    }

    private boolean is(String otherMark) {
        return !isCall() && otherMark.equals(mark);
    }

    private String plainName() {
        return name.replaceAll(" at 0x[0-9a-f]+", "");
    }

    /** Class, name and place of what a thread does. */
    static String activity(List<HostFrame> open) {
        if (open.isEmpty()) {
            return "NOTHING_RECORDED null null";
        }
        return does(open) + " " + place(open);
    }

    private static String place(List<HostFrame> open) {
        HostFrame module = last(open, frame -> frame.is("MODULE"));
        if (module != null) {
            return module.name.replaceFirst("^[^:]*: ", "");
        }
        HostFrame annotation = last(open, frame -> frame.kind.equals("ANNOTATION") && !frame.isStep);
        HostFrame place = annotation != null ? annotation : first(open, frame -> frame.kind.equals("OPERATOR"));
        return place == null ? "null" : place.plainName();
    }

    private static String does(List<HostFrame> open) {
        HostFrame input = first(open, frame -> frame.is("INPUT"));
        HostFrame compile = first(open, frame -> frame.is("COMPILE"));
        if (input != null || compile != null) {
            HostFrame outer = Objects.requireNonNullElse(input, compile);
            return (input != null ? "INPUT " : "COMPILE ") + outer.plainName();
        }
        HostFrame top = open.get(open.size() - 1);
        HostFrame wait = first(open, frame -> frame.is("COLLECTIVE_WAIT"));
        HostFrame sync = first(open, frame -> frame.kind.equals("OPERATOR") && frame.is("SYNC"));
        String call = top.isCall() ? top.call() : "";
        boolean waitsForDevice = call.equals("SYNC") || (sync != null && (call.isEmpty() || call.equals("RUNTIME")));
        if (wait != null && (waitsForDevice || call.isEmpty())) {
            return "COLLECTIVE_WAIT " + wait.plainName();
        }
        if (waitsForDevice) {
            HostFrame waits = call.equals("SYNC") ? top : Objects.requireNonNull(sync);
            return "SYNC " + waits.plainName();
        }
        if (!call.isEmpty()) {
            return call + " " + top.plainName();
        }
        HostFrame operator = last(open, frame -> frame.kind.equals("OPERATOR"));
        if (top.kind.equals("PYTHON")) {
            return "PYTHON " + top.plainName();
        }
        return operator != null ? "FRAMEWORK " + operator.plainName() : "BETWEEN " + top.plainName();
    }

    private String call() {
        String what = Objects.requireNonNullElse(mark, "");
        if (what.equals("MODULE_LOAD") || what.equals("SYNC") || what.equals("ALLOCATION")) {
            return what;
        }
        if (what.equals("COPY")) {
            return end - start >= BLOCKING_COPY_NANOS ? "SYNC" : "LAUNCH";
        }
        if (launchesGraph) {
            return "LAUNCH";
        }
        boolean initialises = end - start >= INITIALISING_NANOS;
        return initialises ? "MODULE_LOAD" : what.equals("LAUNCH") ? "LAUNCH" : "RUNTIME";
    }

    private static @Nullable HostFrame first(List<HostFrame> open, Predicate<HostFrame> condition) {
        return open.stream().filter(condition).findFirst().orElse(null);
    }

    private static @Nullable HostFrame last(List<HostFrame> open, Predicate<HostFrame> condition) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (condition.test(open.get(i))) {
                return open.get(i);
            }
        }
        return null;
    }
}
