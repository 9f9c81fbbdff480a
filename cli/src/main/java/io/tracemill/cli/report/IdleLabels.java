package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Named;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.GapCause;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names for people of what the host did while a device was idle. */
public final class IdleLabels {

    private IdleLabels() {}

    static Named part(IdlePart part) {
        return new Named(
                part.name(),
                switch (part) {
                    case HOST -> "before the launch";
                    case LAUNCH -> "in the launch call";
                    case DEVICE -> "after it";
                    case UNKNOWN -> "launch unknown";
                });
    }

    /**
     * What the host did. After the launch call it is not what is waited for: it stands behind the cause, unless the
     * device may not have been idle.
     */
    static Named activity(@Nullable IdleCause cause, HostActivity activity) {
        return new Named(
                activity.name(),
                cause == null
                        ? text(activity)
                        : cause == IdleCause.BEFORE_RECORDING
                                ? text(cause)
                                : text(cause) + " (" + text(activity) + ")");
    }

    /** What took most of a gap: the activity or the cause, with its name. */
    public static String of(GapCause gap) {
        @Nullable IdleCause cause = gap.getCause();
        @Nullable String name = gap.getName();
        String what = cause == null ? text(gap.getClass$()) : text(cause);
        return name == null || cause != null ? what : what + ": " + name;
    }

    /** Short name of a cause of idle time; its code if it is one of a newer version. */
    static String of(Cause cause) {
        return Stream.of(IdleCause.values())
                .filter(after -> after.name().equals(cause.getCode()))
                .findFirst()
                .map(IdleLabels::text)
                .orElseGet(() -> cause.getClass$() == null ? cause.getCode() : text(cause.getClass$()));
    }

    /** Short name of a cause: of a rule as the tables call its share, else of what idle time is spent on. */
    static String cause(Cause cause) {
        return switch (cause.getCode()) {
            case "COMPUTING" -> "computing";
            case "MEMORY" -> "memory";
            case "COMMUNICATION" -> "communication";
            case "IDLE" -> "idle";
            default -> of(cause);
        };
    }

    private static String text(IdleCause cause) {
        return switch (cause) {
            case BEFORE_RECORDING -> "before recording";
            case GRAPH -> "graph";
            case DEVICE_QUEUE -> "queue";
        };
    }

    private static String text(HostActivity activity) {
        return switch (activity) {
            case INPUT -> "loads data";
            case COMPILE -> "compiles";
            case MODULE_LOAD -> "loads code";
            case SYNC -> "synchronises";
            case COLLECTIVE_WAIT -> "waits for ranks";
            case ALLOCATION -> "allocates";
            case LAUNCH -> "launches";
            case RUNTIME -> "calls the runtime";
            case FRAMEWORK -> "runs operators";
            case PYTHON -> "runs Python";
            case BETWEEN -> "between operators";
            case NOTHING_RECORDED -> "not recorded";
        };
    }
}
