package io.tracemill.systemtests.differential;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event of a Kineto trace and what the oracle finds out about it. Times are ns. */
final class OracleEvent {
    private static final Set<String> DEVICE_KINDS = Set.of("KERNEL", "COMMUNICATION", "MEMCPY", "MEMSET");

    final long position;
    final String name;
    final long start;
    /** 0 for events without a duration. */
    final long duration;

    final boolean hasDuration;
    final @Nullable String process;
    final @Nullable String thread;
    final Map<String, Object> args;
    String kind;
    /** Of device events and of annotations mirrored onto a device. */
    @Nullable
    String device;

    @Nullable
    String stream;

    @Nullable
    Long correlation;

    @Nullable
    OracleEvent launch;
    /** Operators and annotations open at the start, in trace order. */
    List<OracleEvent> open = List.of();

    @Nullable
    OracleEvent owner;

    @Nullable
    Integer step;

    /** Position in trace order. */
    long id;

    long self;
    long runtime;
    /** Latest end of the calls directly in it. */
    long callsEnd = Long.MIN_VALUE;

    long children;

    /** Whether it is overhead of the runtime. */
    boolean overhead;

    OracleEvent(long position, Json json, long start, @Nullable Long duration, String kind) {
        this.position = position;
        this.name = json.text("name", "");
        this.start = start;
        this.duration = duration == null ? 0 : duration;
        this.hasDuration = duration != null;
        this.process = json.textOrNull("pid");
        this.thread = json.textOrNull("tid");
        this.args = json.args();
        this.kind = kind;
        this.self = this.duration;
    }

    long end() {
        return start + duration;
    }

    boolean onDevice() {
        return DEVICE_KINDS.contains(kind);
    }

    boolean runtime() {
        return kind.equals("RUNTIME") || kind.equals("LAUNCH");
    }

    boolean inRuntime() {
        return runtime() || overhead;
    }

    boolean operator() {
        return kind.equals("OPERATOR");
    }

    /** Whether it takes part in nesting. */
    boolean nests() {
        return operator() || (kind.equals("ANNOTATION") && device == null);
    }

    boolean host() {
        return !onDevice() && !(kind.equals("ANNOTATION") && device != null);
    }

    String lane() {
        return process + "/" + thread;
    }

    /** Annotations, operators, runtime calls, device events, the rest. */
    int rankOfKind() {
        if (kind.equals("ANNOTATION")) {
            return 0;
        }
        if (operator()) {
            return 1;
        }
        return runtime() ? 2 : onDevice() ? 3 : 4;
    }
}
