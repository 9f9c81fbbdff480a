package io.tracemill.bench.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a generated trace must be like to stand in for a real one. */
class TraceGeneratorTest {
    private static final GeneratorConfig SMALL = GeneratorConfig.of(8_000_000, 42);

    /**
     * Percent of the events without stacks and instants: all recorded files together, and how far from them is near
     * enough.
     */
    private static final Map<String, double[]> EXPECTED = Map.of(
            "cpu_op", new double[] {34.2, 2},
            "cuda_runtime", new double[] {21.4, 2},
            "ac2g f", new double[] {21.1, 1},
            "ac2g s", new double[] {11.0, 1},
            "kernel", new double[] {9.8, 1},
            "gpu_memcpy", new double[] {1.0, 0.3},
            "gpu_memset", new double[] {0.45, 0.3},
            "user_annotation", new double[] {0.5, 0.3},
            "fwdbwd", new double[] {0.5, 1.5});

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"1000000,false", "3500000,false", "8000000,true", "40000000,false"})
    void aFileIsAsLargeAsAskedFor(long bytes, boolean stacks) throws IOException {
        Path file = generate("size.json", GeneratorConfig.of(bytes, 1).withStack(stacks));
        assertThat((double) Files.size(file)).isCloseTo((double) bytes, within(0.02 * bytes));
    }

    @Test
    void theSameSeedGivesTheSameBytesHoweverTheyAreCompressedAndAnotherSeedOthers() throws IOException {
        byte[] plain = Files.readAllBytes(generate("a.json", SMALL));
        try (InputStream gzip = new GZIPInputStream(Files.newInputStream(generate("b.json.gz", SMALL)));
                InputStream zstd = new ZstdInputStream(Files.newInputStream(generate("c.json.zst", SMALL)))) {
            assertThat(gzip.readAllBytes()).isEqualTo(plain);
            assertThat(zstd.readAllBytes()).isEqualTo(plain);
        }
        Path other = generate("d.json", GeneratorConfig.of(SMALL.sizeBytes(), 43));
        assertThat(Files.readAllBytes(other)).isNotEqualTo(plain);
    }

    @Test
    void theMixOfCategoriesIsThatOfRecordedTraces() throws IOException {
        TraceTally tally = TraceTally.of(generate("mix.json", SMALL));
        EXPECTED.forEach((category, expected) ->
                assertThat(tally.mix(category)).as(category).isCloseTo(expected[0], within(expected[1])));
    }

    @Test
    void namesAndShapesAreAsManyAsInRecordedTraces() throws IOException {
        TraceTally tally = TraceTally.of(generate("names.json", SMALL));
        assertThat(tally.names("kernel")).isBetween(80, 150);
        assertThat(tally.names("cpu_op")).isBetween(80, 180);
        assertThat(tally.names("cuda_runtime")).isBetween(10, 20);
        assertThat(tally.shapes()).isBetween(500, 1_500);
        assertThat(tally.withShapes()).isBetween(44.0, 52.0);
    }

    @Test
    void threeEventsInFiveArePythonFunctionsWhereStacksAreRecorded() throws IOException {
        TraceTally tally = TraceTally.of(generate("stack.json", SMALL.withStack(true)));
        assertThat(tally.share("python_function")).isBetween(59.5, 62.5);
        assertThat(tally.names("python_function")).isBetween(400, 1_000);
    }

    @Test
    void anEventIsAsLargeAsInRecordedTrainingRuns() throws IOException {
        TraceTally tally = TraceTally.of(generate("average.json", SMALL));
        assertThat(tally.bytesPerEvent()).isBetween(255.0, 275.0);
        assertThat(tally.share("instant")).isBetween(5.0, 9.0);
    }

    @Test
    void hostSpansOfAThreadNestAndRuntimeCallsDoNotOverlap() throws IOException {
        GeneratedTrace trace = GeneratedTrace.read(generate("nest.json", SMALL.withStack(true)));
        for (String category : List.of("cpu_op", "user_annotation", "cuda_runtime", "python_function")) {
            assertNested(trace.ofCategory(category).stream().collect(Collectors.groupingBy(event -> event.get("tid"))));
        }
    }

    @Test
    void aStreamDoesOneThingAtATimeAndNothingBeforeItWasLaunched() throws IOException {
        GeneratedTrace trace = GeneratedTrace.read(generate("streams.json", SMALL));
        Map<Long, Long> launches = new HashMap<>();
        for (JsonNode call : trace.ofCategory("cuda_runtime")) {
            Long before = launches.put(call.at("/args/correlation").asLong(), GeneratedTrace.nanos(call, "ts"));
            assertThat(before).isNull();
        }
        Map<JsonNode, Long> freeAt = new HashMap<>();
        long withoutLaunch = 0;
        List<JsonNode> events = trace.deviceEvents().stream().sorted(byStart()).toList();
        for (JsonNode event : events) {
            long start = GeneratedTrace.nanos(event, "ts");
            assertThat(start).isGreaterThanOrEqualTo(freeAt.getOrDefault(event.get("tid"), 0L));
            freeAt.put(event.get("tid"), start + GeneratedTrace.nanos(event, "dur"));
            Long launch = launches.get(event.at("/args/correlation").asLong());
            withoutLaunch += launch == null ? 1 : 0;
            assertThat(launch == null || launch < start).isTrue();
        }
        assertThat(100.0 * withoutLaunch / events.size()).isBetween(3.5, 6.5);
    }

    @Test
    void graphLaunchesOwnManyKernelsAndCollectivesOverlapWithCompute() throws IOException {
        GeneratedTrace trace = GeneratedTrace.read(generate("graph.json", SMALL));
        Map<Long, Long> perLaunch = trace.deviceEvents().stream()
                .collect(Collectors.groupingBy(
                        event -> event.at("/args/correlation").asLong(), Collectors.counting()));
        assertThat(perLaunch.values()).anyMatch(count -> count >= 50);
        assertThat(trace.events()).anyMatch(event -> event.path("name").asText().startsWith("ncclDevKernel"));
        assertThat(trace.root().at("/distributedInfo/world_size").asInt()).isEqualTo(8);
        assertThat(trace.events().get(trace.events().size() - 1).get("name").asText())
                .isEqualTo("Record Window End");
    }

    @Test
    void aNameOfAnotherKindIsRejected() {
        assertThatThrownBy(() -> generate("trace.bin", SMALL))
                .hasMessage(dir.resolve("trace.bin") + ": name must end in .json, .json.gz or .json.zst");
        assertThatThrownBy(() -> GeneratorConfig.of(10, 1))
                .hasMessage("size must be at least 1000000 bytes but was 10");
    }

    private Path generate(String name, GeneratorConfig config) throws IOException {
        Path file = dir.resolve(name);
        long written = new TraceGenerator(config).write(file, GeneratorProgress.NONE);
        assertThat(written).isPositive();
        return file;
    }

    private static Comparator<JsonNode> byStart() {
        return Comparator.comparingLong(event -> GeneratedTrace.nanos(event, "ts"));
    }

    private static void assertNested(Map<JsonNode, List<JsonNode>> byThread) {
        byThread.values().forEach(events -> {
            Deque<Long> ends = new ArrayDeque<>();
            for (JsonNode event : events.stream().sorted(byStart()).toList()) {
                long start = GeneratedTrace.nanos(event, "ts");
                while (!ends.isEmpty() && ends.element() <= start) {
                    ends.pop();
                }
                long end = start + GeneratedTrace.nanos(event, "dur");
                assertThat(ends.isEmpty() || end <= ends.element()).isTrue();
                ends.push(end);
            }
        });
    }
}
