package io.tracemill.systemtests.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Ranges of a profiler, put into a trace: one for each kernel launch, with the bytes that the kernel reads. */
final class PlantedCounters {

    /** Bytes that a kernel reads in a microsecond of its duration. */
    private static final BigDecimal BYTES_PER_MICRO = new BigDecimal(1_000_000);

    private PlantedCounters() {}

    /** Adds them to a trace of one device. */
    static void add(Path trace) throws IOException {
        JsonNode root = PlantedRuns.JSON.readTree(trace.toFile());
        ArrayNode events = (ArrayNode) root.get("traceEvents");
        Map<String, JsonNode> kernels = new HashMap<>();
        List<JsonNode> launches = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("cat").asText().equals("kernel")) {
                kernels.put(correlation(event), event);
            } else if (event.path("name").asText().startsWith("cudaLaunchKernel")) {
                launches.add(event);
            }
        }
        launches.sort(Comparator.comparing(event -> decimal(event, "ts")));
        for (JsonNode launch : launches) {
            addRange(events, Objects.requireNonNull(kernels.get(correlation(launch))), decimal(launch, "ts"));
        }
        PlantedRuns.JSON.writeValue(trace.toFile(), root);
    }

    private static void addRange(ArrayNode events, JsonNode kernel, BigDecimal time) {
        ObjectNode range = events.addObject()
                .put("ph", "X")
                .put("cat", "cuda_profiler_range")
                .put("name", kernel.get("name").asText())
                .put("pid", 0)
                .put("tid", 0)
                .put("ts", time)
                .put("dur", BigDecimal.ONE);
        range.putObject("args")
                .put("dram__bytes_read.sum", decimal(kernel, "dur").multiply(BYTES_PER_MICRO));
    }

    private static String correlation(JsonNode event) {
        return event.path("args").path("correlation").asText();
    }

    private static BigDecimal decimal(JsonNode event, String field) {
        return new BigDecimal(event.get(field).asText());
    }
}
