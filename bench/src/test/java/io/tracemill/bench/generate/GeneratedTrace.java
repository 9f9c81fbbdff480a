package io.tracemill.bench.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** A Kineto trace read back by a strict JSON parser, and the questions the tests ask of it. */
record GeneratedTrace(JsonNode root, List<JsonNode> events) {

    static GeneratedTrace read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            JsonNode root = new ObjectMapper().readTree(in);
            List<JsonNode> events = new ArrayList<>();
            root.get("traceEvents").forEach(events::add);
            return new GeneratedTrace(root, events);
        }
    }

    List<JsonNode> ofCategory(String category) {
        return events.stream()
                .filter(event -> category.equals(category(event))
                        && "X".equals(event.path("ph").asText()))
                .toList();
    }

    List<JsonNode> deviceEvents() {
        return events.stream()
                .filter(event -> List.of("kernel", "gpu_memcpy", "gpu_memset").contains(category(event)))
                .toList();
    }

    static long nanos(JsonNode event, String field) {
        return new java.math.BigDecimal(event.get(field).asText())
                .movePointRight(3)
                .longValueExact();
    }

    private static String category(JsonNode event) {
        return event.path("cat").asText().toLowerCase(Locale.ROOT);
    }
}
