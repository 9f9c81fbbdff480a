package io.tracemill.systemtests.differential;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Four ranks of a run, made from the trace of one: each starts a little later than the one before, and its collectives
 * take a little longer; but those of the slow one are short, as its kernels take longer and the others wait for it.
 */
final class FourRanks {

    static final int SLOW = 2;

    private static final BigDecimal LATER_MICROS = new BigDecimal("1234.567");
    private static final String LONGER_KERNELS = "1.25";
    private static final List<String> COLLECTIVES = List.of("1.00", "1.01", "0.20", "1.02");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private FourRanks() {}

    /** From a Kineto trace; the ranks know that there are four of them. */
    static List<Path> ofKineto(Path trace, Path run) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int rank = 0; rank < COLLECTIVES.size(); rank++) {
            ObjectNode root = (ObjectNode) JSON.readTree(trace.toFile());
            ((ObjectNode) root.get("distributedInfo")).put("rank", rank).put("world_size", COLLECTIVES.size());
            shift(root.get("traceEvents"), rank);
            files.add(write(root, run.resolve("rank" + rank + ".json")));
        }
        return files;
    }

    /** From the profile of an Ascend rank; the ranks know that there are four of them only if they are told. */
    static void ofAscend(Path profile, Path run, boolean told) throws IOException {
        for (int rank = 0; rank < COLLECTIVES.size(); rank++) {
            Path directory = run.resolve("rank" + rank + "_ascend_pt");
            JsonNode events = JSON.readTree(
                    profile.resolve("ASCEND_PROFILER_OUTPUT/trace_view.json").toFile());
            shift(events, rank);
            write(events, directory.resolve("ASCEND_PROFILER_OUTPUT/trace_view.json"));
            Files.copy(profile.resolve("profiler_info_0.json"), directory.resolve("profiler_info_" + rank + ".json"));
            ObjectNode metadata = (ObjectNode)
                    JSON.readTree(profile.resolve("profiler_metadata.json").toFile());
            if (told) {
                metadata.putObject("distributed_args").put("rank", rank).put("world_size", COLLECTIVES.size());
            }
            write(metadata, directory.resolve("profiler_metadata.json"));
        }
    }

    private static Path write(JsonNode root, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), root);
        return file;
    }

    private static void shift(JsonNode events, int rank) {
        for (JsonNode event : events) {
            if (event.hasNonNull("ts")) {
                BigDecimal later = decimal(event, "ts").add(LATER_MICROS.multiply(BigDecimal.valueOf(rank)));
                if (event.get("ts").isTextual()) {
                    ((ObjectNode) event).put("ts", later.toPlainString());
                } else {
                    ((ObjectNode) event).put("ts", later);
                }
            }
            if (event.hasNonNull("dur") && isKernel(event)) {
                String factor = isCollective(event) ? COLLECTIVES.get(rank) : rank == SLOW ? LONGER_KERNELS : "1";
                ((ObjectNode) event).put("dur", decimal(event, "dur").multiply(new BigDecimal(factor)));
            }
        }
    }

    private static BigDecimal decimal(JsonNode event, String field) {
        return new BigDecimal(event.get(field).asText());
    }

    private static boolean isKernel(JsonNode event) {
        return event.path("cat").asText().equals("kernel")
                || event.path("args").path("Task Type").asText().startsWith("AI_")
                || isCollective(event);
    }

    private static boolean isCollective(JsonNode event) {
        String name = event.path("name").asText().toLowerCase(Locale.ROOT);
        return name.startsWith("hcom_")
                || (name.startsWith("nccl") && event.path("cat").asText().equals("kernel"));
    }
}
