package io.tracemill.systemtests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A span as one line, with the columns that are defined for its kind. */
final class SpanText {
    private static final List<String> ALL =
            List.of("kind", "name", "start_ns", "duration_ns", "process", "thread", "span_id");
    private static final List<String> DEVICE = List.of(
            "device",
            "stream",
            "correlation_id",
            "operator",
            "owner_id",
            "launch_id",
            "launch_process",
            "launch_thread",
            "launch_start_ns",
            "launch_ns",
            "queuing_ns",
            "step");
    private static final List<String> RUNTIME =
            List.of("correlation_id", "operator", "owner_id", "parent", "parent_id", "depth", "step");
    private static final List<String> NESTING =
            List.of("parent", "parent_id", "depth", "self_ns", "runtime_ns", "step");
    private static final List<String> MIRRORED = List.of("device", "stream");
    private static final List<String> PYTHON = List.of("parent", "parent_id", "depth", "step");

    private SpanText() {}

    static String of(Map<String, @Nullable Object> row) {
        return line(String.valueOf(row.get("kind")), row.get("device") != null, row::get);
    }

    static String of(OracleEvent event) {
        return line(event.kind, event.device != null, column -> value(event, column));
    }

    private static String line(String kind, boolean onDevice, Function<String, @Nullable Object> value) {
        List<String> columns = new ArrayList<>(ALL);
        columns.addAll(
                switch (kind) {
                    case "KERNEL", "COMMUNICATION", "MEMCPY", "MEMSET" -> DEVICE;
                    case "LAUNCH", "RUNTIME" -> RUNTIME;
                    case "OPERATOR" -> NESTING;
                    case "ANNOTATION" -> onDevice ? MIRRORED : NESTING;
                    case "PYTHON" -> PYTHON;
                    default -> List.of();
                });
        StringBuilder line = new StringBuilder();
        columns.forEach(column ->
                line.append(column).append('=').append(value.apply(column)).append(' '));
        return line.toString();
    }

    private static @Nullable Object value(OracleEvent event, String column) {
        OracleEvent launch = event.launch;
        OracleEvent parent = event.open.isEmpty() ? null : event.open.get(event.open.size() - 1);
        return switch (column) {
            case "kind" -> event.kind;
            case "name" -> event.name;
            case "start_ns" -> event.start;
            case "duration_ns" -> event.hasDuration ? event.duration : null;
            case "process" -> event.process;
            case "thread" -> event.thread;
            case "device" -> event.device;
            case "stream" -> event.stream;
            case "correlation_id" -> event.correlation;
            case "operator" -> event.owner == null ? null : event.owner.name;
            case "launch_start_ns" -> launch == null ? null : launch.start;
            case "launch_ns" -> launch == null ? null : launch.duration;
            case "queuing_ns" -> launch == null ? null : Math.max(0, event.start - launch.end());
            case "parent" -> parent == null ? null : parent.name;
            case "depth" -> event.open.size();
            case "self_ns" -> event.self;
            case "runtime_ns" -> event.runtime;
            case "step" -> event.step;
            case "span_id" -> event.id;
            case "parent_id" -> parent == null ? null : parent.id;
            case "owner_id" -> event.owner == null ? null : event.owner.id;
            case "launch_id" -> launch == null ? null : launch.id;
            case "launch_process" -> launch == null ? null : launch.process;
            case "launch_thread" -> launch == null ? null : launch.thread;
            default -> throw new IllegalArgumentException(column);
        };
    }
}
