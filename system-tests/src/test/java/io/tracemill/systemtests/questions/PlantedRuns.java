package io.tracemill.systemtests.questions;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Generated runs with differences that were put into them: {@code baseline} and {@code candidate} of four ranks, the
 * same but that in the candidate one kernel takes half as long again and rank 2 is slow; {@code nightly} of one
 * rank, which grows by a tenth each week; and {@code profiled} of one rank with Python frames and a hardware counter.
 */
final class PlantedRuns {

    static final int RANKS = 4;
    static final int SLOW_RANK = 2;

    private static final long TRACE_BYTES = 1_500_000;
    /** From the time base of a generated trace to its first event. */
    private static final long FIRST_EVENT_NANOS = 1_365_627_862_757_064L;

    private static final String SLOWER_KERNEL = "cunn_SoftMaxBackward";
    private static final BigDecimal SLOWER = new BigDecimal("1.5");
    private static final BigDecimal SLOW_RANK_COMPUTES = new BigDecimal("1.25");
    private static final BigDecimal OTHERS_WAIT_FOR_IT = new BigDecimal("0.2");
    private static final BigDecimal WEEKLY_GROWTH = new BigDecimal("1.1");

    private static final Set<String> DEVICE = Set.of("kernel", "gpu_memcpy", "gpu_memset");
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private PlantedRuns() {}

    /** Writes a directory per run. */
    static void write(Path directory) throws IOException {
        for (int rank = 0; rank < RANKS; rank++) {
            boolean slow = rank == SLOW_RANK;
            Path trace = generated(directory, config(rank, RANKS));
            plant(trace, directory.resolve("baseline"), LocalDate.of(2026, 1, 6), name -> BigDecimal.ONE);
            plant(trace, directory.resolve("candidate"), LocalDate.of(2026, 1, 14), name -> candidate(name, slow));
            Files.delete(trace);
        }
        Path frames = generated(directory, config(0, 1).withStack(true));
        PlantedCounters.add(frames);
        plant(frames, directory.resolve("profiled"), LocalDate.of(2026, 1, 15), name -> BigDecimal.ONE);
        Files.delete(frames);
        Path trace = generated(directory, config(0, 1));
        for (int week = 0; week < 3; week++) {
            BigDecimal factor = WEEKLY_GROWTH.pow(week);
            LocalDate date = LocalDate.of(2026, 1, 7).plusWeeks(week);
            plant(trace, directory.resolve("nightly/week" + week), date, name -> factor);
        }
        Files.delete(trace);
    }

    private static BigDecimal candidate(String kernel, boolean slow) {
        if (kernel.startsWith("nccl")) {
            return slow ? OTHERS_WAIT_FOR_IT : BigDecimal.ONE;
        }
        BigDecimal own = kernel.contains(SLOWER_KERNEL) ? SLOWER : BigDecimal.ONE;
        return slow ? own.multiply(SLOW_RANK_COMPUTES) : own;
    }

    private static GeneratorConfig config(int rank, int ranks) {
        return GeneratorConfig.of(TRACE_BYTES, rank + 1).withRank(rank, ranks);
    }

    private static Path generated(Path directory, GeneratorConfig config) throws IOException {
        Path file = Files.createDirectories(directory).resolve("rank" + config.rank() + ".json");
        new TraceGenerator(config).write(file, GeneratorProgress.NONE);
        return file;
    }

    /** A copy of a trace that was recorded on another day, with kernels that take so many times as long. */
    private static void plant(Path trace, Path run, LocalDate day, Function<String, BigDecimal> factor)
            throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(trace.toFile());
        long noon = day.atTime(12, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
        root.put("baseTimeNanoseconds", noon - FIRST_EVENT_NANOS);
        slow(root.get("traceEvents"), factor);
        JSON.writeValue(
                Files.createDirectories(run).resolve(trace.getFileName()).toFile(), root);
    }

    /** What was queued behind a longer kernel on its stream begins later. */
    private static void slow(JsonNode events, Function<String, BigDecimal> factor) {
        Map<String, List<ObjectNode>> streams = new TreeMap<>();
        for (JsonNode event : events) {
            if (DEVICE.contains(event.path("cat").asText())) {
                streams.computeIfAbsent(event.get("tid").asText(), stream -> new ArrayList<>())
                        .add((ObjectNode) event);
            }
        }
        for (List<ObjectNode> stream : streams.values()) {
            stream.sort(Comparator.comparing(event -> decimal(event, "ts")));
            BigDecimal free = BigDecimal.ZERO;
            for (ObjectNode event : stream) {
                boolean kernel = event.get("cat").asText().equals("kernel");
                BigDecimal times = kernel ? factor.apply(event.get("name").asText()) : BigDecimal.ONE;
                event.put("dur", decimal(event, "dur").multiply(times));
                event.put("ts", decimal(event, "ts").max(free));
                free = decimal(event, "ts").add(decimal(event, "dur"));
            }
        }
    }

    private static BigDecimal decimal(JsonNode event, String field) {
        return new BigDecimal(event.get(field).asText());
    }
}
