package io.tracemill.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.ingest.IngestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** How a trace is cut up, sorted and written down never changes an output row. */
class OutputRowsPropertyTest {

    /** Keeps the digits of every number as they are. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static Path dir = Path.of("target");
    private static Path trace = dir;
    private static List<String> expected = List.of();

    @BeforeContainer
    static void writeTrace() throws IOException, InterruptedException {
        dir = Files.createTempDirectory("rows");
        trace = dir.resolve("rank0.json");
        new TraceGenerator(GeneratorConfig.of(1_500_000, 3).withStack(true)).write(trace, GeneratorProgress.NONE);
        expected = InMemoryPipeline.rows(trace, config());
        assertThat(expected).hasSizeGreaterThan(1000);
    }

    @AfterContainer
    static void removeTraces() throws IOException {
        try (var files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 12)
    void slicesThreadsBatchesAndSpillingChangeNoRow(
            @ForAll @IntRange(min = 16, max = 100_000) int sliceBytes,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 4_096, max = 300_000) int batchBytes,
            @ForAll @IntRange(min = 20_000, max = 2_000_000) int sortMemoryBytes)
            throws IOException, InterruptedException {
        IngestConfig other = config().withLimits(limits -> limits.withSliceBytes(sliceBytes)
                .withThreads(threads)
                .withBatchBytes(batchBytes)
                .withSortMemoryBytes(sortMemoryBytes));
        assertThat(InMemoryPipeline.rows(trace, other)).isEqualTo(expected);
    }

    @Property(tries = 6)
    void theOrderOfEventsInTheFileChangesNoRow(@ForAll Random random) throws IOException, InterruptedException {
        Path shuffled = Files.createDirectories(dir.resolve("shuffled")).resolve("rank0.json");
        JSON.writeValue(shuffled.toFile(), shuffle((ObjectNode) JSON.readTree(trace.toFile()), random));
        assertThat(InMemoryPipeline.rows(shuffled, config())).isEqualTo(expected);
    }

    private static IngestConfig config() {
        return IngestConfig.defaults()
                .withOrigin(new IngestConfig.Origin("run", null, null))
                .withLimits(limits -> limits.withTempDir(dir));
    }

    /**
     * Events in another order; those equal in start, duration and thread, where the file's order counts, keep theirs.
     */
    private static JsonNode shuffle(ObjectNode file, Random random) {
        ArrayNode events = (ArrayNode) file.get("traceEvents");
        List<Integer> places =
                IntStream.range(0, events.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(places, random);
        Map<String, List<Integer>> ties = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            ties.computeIfAbsent(tie(events.get(i)), key -> new ArrayList<>()).add(i);
        }
        JsonNode[] moved = new JsonNode[events.size()];
        for (List<Integer> tied : ties.values()) {
            List<Integer> free = tied.stream().map(places::get).sorted().toList();
            for (int i = 0; i < tied.size(); i++) {
                moved[free.get(i)] = events.get(tied.get(i));
            }
        }
        file.set("traceEvents", JSON.createArrayNode().addAll(List.of(moved)));
        return file;
    }

    private static String tie(JsonNode event) {
        return event.path("ts") + " " + event.path("dur") + " " + event.path("pid") + " " + event.path("tid");
    }
}
