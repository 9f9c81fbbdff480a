package io.tracemill.systemtests.differential;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A Kineto trace in trace order, kinds decided, launches found.
 *
 * @param events what is published: no flows, no metadata
 * @param eventsRead members of {@code traceEvents}
 */
record OracleTrace(List<OracleEvent> events, long eventsRead) {
    static final Pattern PROFILER_STEP = Pattern.compile("ProfilerStep#(\\d+)");

    private static final Pattern COMMUNICATION = Pattern.compile(
            "nccl|rccl|hccl|hcom|multimem_|all_?reduce|all_?gather|reduce_?scatter|all_?to_?all",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> RUNTIME = Set.of(
            "cuda_runtime",
            "cuda_driver",
            "runtime",
            "xpu_runtime",
            "xpu_driver",
            "mtia_runtime",
            "glow_runtime",
            "privateuse1_runtime",
            "privateuse1_driver",
            "hpu_op");
    private static final Set<String> MERGED = Set.of("M", "s", "t", "f");
    private static final Set<String> INSTANTS = Set.of("i", "I", "R");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    static OracleTrace read(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return of(MAPPER.readValue(in, Map.class));
        }
    }

    static OracleTrace parse(String json) throws IOException {
        return of(MAPPER.readValue(json, Map.class));
    }

    private static OracleTrace of(Map<?, ?> root) {
        Long base = Json.whole(root.get("baseTimeNanoseconds"));
        List<OracleEvent> events = new ArrayList<>();
        long position = 0;
        if (root.get("traceEvents") instanceof List<?> members) {
            for (Object member : members) {
                if (member instanceof Map<?, ?> map) {
                    OracleEvent event = event(position, new Json(map), base == null ? 0 : base);
                    if (event != null) {
                        events.add(event);
                    }
                }
                position++;
            }
        }
        events.sort(order());
        for (int id = 0; id < events.size(); id++) {
            events.get(id).id = id;
        }
        OracleLinks.link(events);
        return new OracleTrace(events, position);
    }

    /** Start, then longer first, then kind, then position in the file. */
    static Comparator<OracleEvent> order() {
        return Comparator.comparingLong((OracleEvent event) -> event.start)
                .thenComparing(event -> event.duration, Comparator.reverseOrder())
                .thenComparing(OracleEvent::rankOfKind)
                .thenComparing(event -> event.position);
    }

    private static @Nullable OracleEvent event(long position, Json json, long base) {
        String phase = json.text("ph", "");
        if (MERGED.contains(phase)) {
            return null;
        }
        Long start = json.nanos("ts");
        if (start == null) {
            throw new IllegalArgumentException("event " + position + " has no ts");
        }
        boolean complete = phase.equals("X");
        String category = json.text("cat", "").toLowerCase(Locale.ROOT);
        OracleEvent event = new OracleEvent(
                position, json, base + start, complete ? json.nanos("dur") : null, kind(phase, category, json));
        event.overhead = category.equals("overhead");
        if (event.onDevice()) {
            event.device = textOrNull(event.args.get("device"));
            event.stream = textOrNull(event.args.get("stream"));
        } else if (category.equals("gpu_user_annotation")) {
            event.device = event.process;
            event.stream = event.thread;
        }
        if (event.onDevice() || event.runtime()) {
            Long id = Json.whole(event.args.get("correlation"));
            event.correlation = id == null || id == 0 ? null : id;
        }
        return event;
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : Json.text(value);
    }

    private static String kind(String phase, String category, Json json) {
        if (phase.equals("C")) {
            return "COUNTER";
        }
        if (!phase.equals("X")) {
            return INSTANTS.contains(phase) ? "INSTANT" : "OTHER";
        }
        String name = json.text("name", "");
        if (RUNTIME.contains(category)) {
            return "RUNTIME";
        }
        return switch (category) {
            case "cpu_op", "operator" -> PROFILER_STEP.matcher(name).matches() ? "ANNOTATION" : "OPERATOR";
            case "user_annotation", "gpu_user_annotation" -> "ANNOTATION";
            case "kernel" -> COMMUNICATION.matcher(name).find() ? "COMMUNICATION" : "KERNEL";
            case "mtia_ccp_events" -> "KERNEL";
            case "communication", "collective_comm" -> "COMMUNICATION";
            case "gpu_memcpy", "memcpy" -> "MEMCPY";
            case "gpu_memset", "memset" -> "MEMSET";
            case "python_function" -> "PYTHON";
            case "cuda_sync", "xpu_sync", "cuda_event" -> "SYNC";
            default -> "OTHER";
        };
    }
}
