package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported trace is the trace: analysed again, it has the same rows. What Tracemill found is beside it. */
class ExportTest {

    private static final String SPANS = "select kind, name, device, stream, start_ns, duration_ns, correlation_id, "
            + "operator, module, phase, step, launch_start_ns, launch_ns, queuing_ns, self_ns, runtime_ns, depth, "
            + "parent, bytes, grid, block, input_dims, input_types from spans where category is distinct from "
            + "'tracemill' and kind not in ('COUNTER', 'INSTANT', 'OTHER') "
            + "and not (kind = 'ANNOTATION' and device is not null) order by all";

    private static final String HOSTILE = """
            {"baseTimeNanoseconds": 1767600000000000000, "traceEvents": [
             {"ph": "X", "cat": "cpu_op", "name": "a\\"b\\\\ \\u0007 \\ud83d\\ude00 </script>", "pid": "[TP00] 7", "tid": "main thread",
              "ts": 1.001, "dur": 90.5, "args": {"x": "\\ud800", "y": NaN, "tracemill": 1, "Input Dims": [[1, 2], []]}},
             {"ph": "X", "cat": "cuda_runtime", "name": "cudaLaunchKernel", "pid": "[TP00] 7", "tid": "main thread",
              "ts": 2, "dur": 3, "args": {"correlation": 9}},
             {"ph": "X", "cat": "kernel", "name": "k1", "pid": 0, "tid": 7, "ts": 10.123, "dur": 20.001,
              "args": {"device": 0, "stream": 7, "correlation": 9, "grid": [4, 1, 1]}},
             {"ph": "X", "cat": "kernel", "name": "k2", "pid": 0, "tid": 7, "ts": 20, "dur": 30, "args": {"device": 0, "stream": 7}},
             {"ph": "X", "cat": "kernel", "name": "k3", "pid": 0, "tid": 7, "ts": 60, "dur": 1, "args": {"device": 0, "stream": 7}},
             {"ph": "C", "name": "clock", "pid": 0, "ts": 61, "args": {"MHz": 1410, "of": "SM"}}]}
            """;

    @TempDir
    static Path dir;

    @BeforeAll
    static void analyze() throws IOException {
        new StepTraces(List.of("aten::mm", "aten::add"), 4, (rank, step, operator) -> 7_001 + step)
                .write(dir.resolve("steps"), 1);
        analyze(dir.resolve("steps"), "steps");
        analyze(Files.writeString(dir.resolve("hostile.json"), HOSTILE), "hostile");
    }

    private static void analyze(Path trace, String archive, String... options) {
        List<String> arguments = new ArrayList<>(List.of("analyze", trace.toString(), "--run", "r", "--quiet"));
        arguments.addAll(List.of("--out", dir.resolve(archive).toString(), "--max-rejected", "100%"));
        arguments.addAll(List.of(options));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static String query(String archive, String sql) {
        CommandLineRun run =
                CommandLineRun.of("query", "--data", dir.resolve(archive).toString(), "--format", "csv", sql);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    private static CommandLineRun run(String archive, Path file, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("export", "--data", dir.resolve(archive).toString(), "--perfetto", file.toString()));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private static Path export(String archive, String... options) throws IOException {
        Path file = Files.createTempDirectory(dir, "export").resolve(archive + ".json.gz");
        CommandLineRun run = run(archive, file, options);
        assertThat(run.code()).as(run.err()).isZero();
        return file;
    }

    private static List<JsonNode> events(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode events = new ObjectMapper().readTree(in).get("traceEvents");
            return StreamSupport.stream(events.spliterator(), false).toList();
        }
    }

    private static Stream<JsonNode> ofType(List<JsonNode> events, String type) {
        return events.stream().filter(event -> event.get("ph").asText().equals(type));
    }

    private static Stream<JsonNode> found(List<JsonNode> events, String argument) {
        return ofType(events, "X")
                .filter(event -> event.path("cat").asText().equals("tracemill")
                        && event.get("args").has(argument));
    }

    private static long nanos(JsonNode event, String field) {
        return new BigDecimal(event.get(field).asText()).movePointRight(3).longValueExact();
    }

    private static String track(JsonNode event) {
        return event.get("pid") + "/" + event.get("tid");
    }

    private static void assertIsTheSameTrace(String archive) throws IOException {
        String again = archive + "-again";
        analyze(export(archive), again);
        assertThat(query(again, SPANS)).isEqualTo(query(archive, SPANS));
        for (String dataset : List.of("device_stats", "idle_stats", "kernel_stats", "operator_stats", "bottlenecks")) {
            String sql = "select * exclude (trace_id, rank) from " + dataset + " order by all";
            assertThat(query(again, sql)).as(dataset).isEqualTo(query(archive, sql));
        }
    }

    @Test
    void analysedAgainItHasTheSameRows() throws IOException {
        assertIsTheSameTrace("steps");
        assertIsTheSameTrace("hostile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50-2021.pt.trace", "b200-2026-eager", "mi300-2025-rocm"})
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void aRecordedTraceAnalysedAgainHasTheSameRows(String name) throws IOException {
        analyze(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto", name + ".json.gz"), name);
        assertIsTheSameTrace(name);
    }

    @Test
    void everyGapIsOnItsTrackAndTheyAddUp() throws IOException {
        for (String archive : List.of("steps", "hostile")) {
            long idle = found(events(export(archive)), "next")
                    .mapToLong(event -> nanos(event, "dur"))
                    .sum();
            assertThat(query(archive, "select idle_ns from device_stats where step is null"))
                    .isEqualTo("idle_ns\n" + idle + "\n");
        }
    }

    @Test
    void ofAnArchiveWithoutAllSpansOnlyTheLongestGapsAreShown() throws IOException {
        analyze(dir.resolve("steps"), "filtered", "--min-duration", "1ms");
        assertThat(query("filtered", "select count(*) as spans from spans where kind = 'KERNEL'"))
                .isEqualTo("spans\n0\n");
        String longest = "select count(distinct gap.start_ns) as n from (select unnest(gaps) as gap from device_stats)";
        assertThat(query("filtered", longest))
                .isEqualTo("n\n" + found(events(export("filtered")), "next").count() + "\n");
    }

    @Test
    void eachStepHasItsVerdict() throws IOException {
        List<JsonNode> events = events(export("steps"));
        assertThat(found(events, "computing_ns").map(event -> event.get("name").asText()))
                .containsExactly("step 0", "step 1", "step 2", "step 3");
        assertThat(found(events, "idle_pct"))
                .hasSize(5)
                .allMatch(event -> event.get("name").asText().endsWith("-bound"));
        assertThat(ofType(events, "C").map(event -> event.get("args").get("allocated")))
                .extracting(JsonNode::asLong)
                .containsExactly(512L, 1024L, 1536L, 2048L);
    }

    @Test
    void aCounterHasItsNumbers() throws IOException {
        assertThat(ofType(events(export("hostile")), "C").map(event -> event.get("name") + " " + event.get("args")))
                .containsExactly("\"clock\" {\"MHz\":1410}");
    }

    @Test
    void aFlowLeadsFromTheLaunchToItsDeviceEvent() throws IOException {
        List<JsonNode> events = events(export("steps"));
        Map<String, List<JsonNode>> ends = new HashMap<>();
        Stream.concat(ofType(events, "s"), ofType(events, "f"))
                .forEach(end -> ends.computeIfAbsent(end.get("id").asText(), id -> new ArrayList<>())
                        .add(end));
        assertThat(ends).hasSize(8).allSatisfy((id, flow) -> {
            assertThat(flow).hasSize(2);
            JsonNode launch = around(events, flow.get(0));
            JsonNode kernel = around(events, flow.get(1));
            assertThat(launch.get("name").asText()).isEqualTo("cudaLaunchKernel");
            assertThat(kernel.get("args").get("correlation"))
                    .isEqualTo(launch.get("args").get("correlation"));
        });
    }

    /** The innermost event of the track of a flow's end at its time. */
    private static JsonNode around(List<JsonNode> events, JsonNode end) {
        return ofType(events, "X")
                .filter(event -> track(event).equals(track(end))
                        && nanos(event, "ts") <= nanos(end, "ts")
                        && nanos(event, "ts") + nanos(event, "dur") > nanos(end, "ts"))
                .max(Comparator.comparingLong(event -> nanos(event, "ts")))
                .orElseThrow();
    }

    @Test
    void eventsOfATrackAreInsideOfEachOtherOrApart() throws IOException {
        List<JsonNode> events = events(export("hostile"));
        Map<String, Deque<Long>> open = new HashMap<>();
        ofType(events, "X")
                .sorted(Comparator.comparingLong((JsonNode event) -> nanos(event, "ts"))
                        .thenComparing(event -> -nanos(event, "dur")))
                .forEach(event -> {
                    Deque<Long> ends = open.computeIfAbsent(track(event), track -> new ArrayDeque<>());
                    long end = nanos(event, "ts") + nanos(event, "dur");
                    while (!ends.isEmpty() && ends.peek() <= nanos(event, "ts")) {
                        ends.pop();
                    }
                    assertThat(ends.isEmpty() || ends.peek() >= end).isTrue();
                    ends.push(end);
                });
        assertThat(ofType(events, "M")
                        .map(event -> event.get("args").path("name").asText()))
                .contains("stream 7", "stream 7 (2)", "process [TP00] 7", "thread main thread", "device 0", "gaps");
    }

    @Test
    void aCutHasWhatIsInItClipped() throws IOException {
        List<JsonNode> events = events(export("hostile", "--from", "+20us", "--to", "0.055ms"));
        assertThat(ofType(events, "X")
                        .filter(event -> !event.path("cat").asText().equals("tracemill"))
                        .map(event -> event.get("name").asText().substring(0, 2) + " " + event.get("ts") + " "
                                + event.get("dur")))
                .containsExactlyInAnyOrder("a\" 20.0 35.0", "k1 20.0 9.123", "k2 20.0 28.999");
        JsonNode clipped = ofType(events, "X")
                .filter(event -> event.get("name").asText().equals("k1"))
                .findFirst()
                .orElseThrow()
                .get("args")
                .get("tracemill");
        assertThat(clipped.get("start_ns").asLong()).isEqualTo(1_767_600_000_000_010_123L);
        assertThat(clipped.get("duration_ns").asLong()).isEqualTo(20_001);
    }

    @Test
    void aStepIsFromItsBeginningOnTheHostToItsEndOnTheDevice() throws IOException {
        List<JsonNode> events = events(export("steps", "--step", "2"));
        assertThat(ofType(events, "X")
                        .filter(event -> event.path("cat").asText().equals("kernel")))
                .hasSize(2)
                .allMatch(
                        event -> event.get("args").get("tracemill").get("step").asInt() == 2);
        assertThat(ofType(events, "s")).hasSize(2);
        assertThat(ofType(events, "X").map(event -> event.get("name").asText())).contains("ProfilerStep#2");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatThereIs() {
        Path file = dir.resolve("x.json");
        String id =
                query("steps", "select trace_id from traces").lines().toList().get(1);
        assertThat(run("steps", file, "--trace", "zz").err())
                .isEqualTo("tracemill: " + dir.resolve("steps") + ": no trace matches; traces: " + id
                        + " (run r, rank 0)\n");
        assertThat(run("steps", file, "--step", "9").err())
                .isEqualTo("tracemill: trace " + id + " has no step 9, expected one of 0 to 3\n");
        assertThat(run("hostile", file, "--step", "9").err()).endsWith(" has no step 9, and no other\n");
        assertThat(run("steps", file, "--step", "1", "--to", "1ms").err())
                .isEqualTo("tracemill export: --step and --from or --to exclude each other\n");
        assertThat(run("steps", dir.resolve("x.txt")).err())
                .startsWith("tracemill export: --perfetto must name a file that ends in .json or .json.gz");
        assertThat(run("hostile", file, "--from", "1s").err()).endsWith(" has no span in the time that is wanted\n");
        assertThat(file).doesNotExist();
        assertThat(dir).isDirectoryNotContaining("glob:**x.json*");
    }

    @Test
    void whoWantsItQuietIsToldNothing() {
        Path file = dir.resolve("quiet").resolve("steps.json.gz");

        CommandLineRun run = run("steps", file, "--quiet");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEmpty();
        assertThat(file).isNotEmptyFile();
    }
}
