package io.tracemill.systemtests.analyze;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.page.PageArchive;
import io.tracemill.cli.page.PageData;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.page.PageSettings.Source;
import io.tracemill.cli.page.Pages;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.schemas.wording.Language;
import io.tracemill.storage.Archive;
import io.tracemill.systemtests.SmallTraces;
import io.tracemill.systemtests.StepTraces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of a page is what the archive says: its pictures add up to its rows. */
class PageTest {

    private static final String HOSTILE = """
            {"baseTimeNanoseconds": 1767600000000000000, "traceEvents": [
             {"ph": "X", "cat": "kernel", "name": "</script><script>alert(1)</script>{{data}}\\u0000\\u202e\\ud800",
              "pid": 0, "tid": "7</style>", "ts": 10.123, "dur": 20.001, "args": {"device": 0, "stream": "7</style>"}},
             {"ph": "X", "cat": "gpu_memcpy", "name": "LONG", "pid": 0, "tid": 8, "ts": 20, "dur": 30,
              "args": {"device": 0, "stream": 8}},
             {"ph": "X", "cat": "kernel", "name": "k3", "pid": 0, "tid": 7, "ts": 60, "dur": 1,
              "args": {"device": 0, "stream": 7}}]}
            """;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(1 << 20).build())
            .build());

    @TempDir
    static Path dir;

    @BeforeAll
    static void analyze() throws IOException {
        StepTraces traces =
                new StepTraces(List.of("aten::mm", "aten::add"), 6, (rank, step, operator) -> 7_001 + 17 * step + rank);
        traces.write(dir.resolve("ranks"), 3);
        analyze(dir.resolve("ranks"), "ranks", "before");
        new StepTraces(List.of("aten::mm", "aten::add"), 6, (rank, step, operator) -> 9_001 + step)
                .write(dir.resolve("slower"), 1);
        analyze(dir.resolve("slower"), "ranks", "after");
        analyze(
                Files.writeString(dir.resolve("hostile.json"), HOSTILE.replace("LONG", "n".repeat(1_000_000))),
                "hostile",
                "r");
    }

    private static void analyze(Path trace, String archive, String run) {
        run(
                "analyze",
                trace.toString(),
                "--run",
                run,
                "--quiet",
                "--out",
                dir.resolve(archive).toString());
    }

    private static CommandLineRun run(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static JsonNode page(String... arguments) throws IOException {
        Path file = dir.resolve("page.html");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--html", file.toString()));
        CommandLineRun run = run(all.toArray(String[]::new));
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("tracemill " + arguments[0] + ": wrote " + file + ", ");
        return data(file);
    }

    private static JsonNode data(Path file) throws IOException {
        assertThat(Files.size(file)).isLessThan(5_000_000);
        String page = Files.readString(file);
        int from = page.indexOf("base64\">") + "base64\">".length();
        byte[] gzip = Base64.getDecoder().decode(page.substring(from, page.indexOf('<', from)));
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return JSON.readTree(in);
        }
    }

    private static JsonNode report(String archive, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("report", "--data", dir.resolve(archive).toString()));
        arguments.addAll(List.of(more));
        return page(arguments.toArray(String[]::new));
    }

    @Test
    void thePageNamesTheTelemetryBesideTheTraces() throws IOException {
        Path beside = Files.createDirectories(dir.resolve("beside"));
        Files.writeString(beside.resolve("pair.json"), SmallTraces.PAIR);
        Files.writeString(beside.resolve("a.prom"), "# TYPE node_load1 gauge\nnode_load1 3 1796021049000\n");
        CommandLineRun run = run(
                "analyze",
                beside.toString(),
                "--node",
                "n1",
                "--html",
                beside.resolve("page.html").toString());

        assertThat(run.out()).isEmpty();
        assertThat(data(beside.resolve("page.html"))
                        .get("report")
                        .get("telemetry")
                        .toString())
                .isEqualTo("[{\"node\":\"n1\",\"source\":\"node_exporter n1\",\"readings\":1,"
                        + "\"first_ns\":1796021049000000000,\"last_ns\":1796021049000000000}]");
    }

    @Test
    void thePicturesOfRanksAddUp() throws IOException {
        JsonNode page = report("ranks", "--run", "before", "--step", "1", "--step", "3-4");

        assertThat(page.get("kind").asText()).isEqualTo("report");
        assertThat(page.get("details").asText()).isEqualTo("all");
        assertThat(page.get("left_out")).isEmpty();
        assertThat(page.get("report").get("traces")).hasSize(3);
        assertThat(page.get("report").get("runs")).hasSize(1);
        assertThat(page.get("run_sentences")).hasSize(1);
        PictureSums.assertEqual(dir.resolve("ranks"), page);
        assertThat(page.get("pictures").findValuesAsText("chosen")).contains("median", "slowest", "asked");
    }

    @Test
    void itsReportIsThatOfJson() throws IOException {
        JsonNode expected =
                JSON.readTree(run("report", "--data", dir.resolve("ranks").toString(), "--format", "json")
                        .out());

        assertThat(report("ranks").get("report")).isEqualTo(expected);
    }

    @Test
    void itSaysWhatTheTextSays() throws IOException {
        String text = run("report", "--data", dir.resolve("ranks").toString(), "--full")
                .out()
                .replaceAll("\\s+", " ");

        for (JsonNode device : report("ranks").get("sentences")) {
            assertThat(text).contains(device.get("en").get(0).asText());
            assertThat(device.get("zh")).hasSameSizeAs(device.get("en")).hasSameSizeAs(device.get("tones"));
        }
    }

    @Test
    void aComparisonHasTheTracesOfBothSides() throws IOException {
        String[] diff = {
            "diff", "before", "after", "--data", dir.resolve("ranks").toString()
        };
        JsonNode page = page(diff);

        assertThat(page.get("kind").asText()).isEqualTo("diff");
        assertThat(page.get("report").get("traces")).hasSize(4);
        assertThat(page.get("diff"))
                .isEqualTo(JSON.readTree(run(
                                "diff",
                                "before",
                                "after",
                                "--data",
                                dir.resolve("ranks").toString(),
                                "--format",
                                "json")
                        .out()));
    }

    @Test
    void itFitsIntoAnyRoomAndSaysWhatItLeavesOut() throws IOException {
        Path data = dir.resolve("ranks");
        Archive archive = Archive.open(data);
        PageSettings settings = new PageSettings("test", Source.FILE, new ReportSettings(5, Language.EN), Set.of());
        Set<String> left = new HashSet<>();
        try (ArchiveSql sql = ArchiveSql.open(data)) {
            for (int room = 5_000; room < 100_000; room += room / 4) {
                PageData page = new Pages(new PageArchive(archive, sql), settings, room).ofTraces(archive.traces());
                assertThat(page.gzipBytes()).isLessThanOrEqualTo(room);
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                page.writeJson(text);
                JsonNode json = JSON.readTree(text.toByteArray());
                int known = json.get("report").get("traces").size();
                assertThat(known + json.get("traces_left_out").intValue()).isEqualTo(4);
                left.add(
                        json.get("traces_left_out") + " " + json.get("left_out").size());
                for (JsonNode trace : json.get("left_out")) {
                    assertThat(json.get("pictures").has(trace.get("trace_id").asText()))
                            .isEqualTo(!trace.get("pictures").asBoolean());
                }
                assertThat(json.get("details").asText().equals("all"))
                        .isEqualTo(known == 4
                                && json.get("left_out").findValuesAsText("sheets").stream()
                                        .noneMatch("true"::equals));
            }
        }
        assertThat(left).contains("0 0", "0 4").hasSizeGreaterThan(2);
    }

    @Test
    void ofMoreEventsThanAStepShowsTheLongestAreShownAndTheOthersAreMergedAndCounted() throws IOException {
        String events = IntStream.range(0, 25_000)
                .mapToObj(i -> "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k" + i % 7 + "\",\"pid\":0,\"tid\":" + i % 3
                        + ",\"ts\":" + 10 * i + ",\"dur\":" + (1 + i * 7_919L % 9_973 / 1_000.0)
                        + ",\"args\":{\"device\":0,\"stream\":" + i % 3 + "}}")
                .collect(joining(",\n"));
        analyze(Files.writeString(dir.resolve("many.json"), "{\"traceEvents\":[" + events + "]}"), "many", "r");
        JsonNode page = report("many");

        PictureSums.assertEqual(dir.resolve("many"), page);
        JsonNode step = page.get("pictures").findValue("steps").get(0);
        assertThat(step.get("chosen").asText()).isEqualTo("whole");
        assertThat(step.get("spans").get("name")).hasSize(20_000);
        assertThat(step.get("merged_count").intValue()).isEqualTo(5_000);
    }

    @Test
    void hostileNamesAreInert() throws IOException {
        JsonNode page = report("hostile");

        PictureSums.assertEqual(dir.resolve("hostile"), page);
        String file = Files.readString(dir.resolve("page.html"));
        assertThat(file).doesNotContain("alert(1)", "nnnn", "\u202e");
        assertThat(page.get("pictures").findValue("names").toString()).contains("</script><script>alert(1)</script>");
    }

    @Test
    void withoutAnArchiveThatIsKeptThereIsAPageToo() throws IOException {
        JsonNode page = page("analyze", dir.resolve("hostile.json").toString(), "--quiet");

        assertThat(page.get("report").get("traces")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50-2021.pt.trace", "a100-2022", "b200-2026-eager", "mi300-2025-rocm", "v100-2022"})
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void thePicturesOfARecordedTraceAddUp(String name) throws IOException {
        analyze(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto", name + ".json.gz"), name, "r");
        JsonNode page = report(name);

        assertThat(page.get("details").asText()).isEqualTo("all");
        PictureSums.assertEqual(dir.resolve(name), page);
        for (JsonNode memory :
                page.get("report").get("traces").get(0).path("memory").path("devices")) {
            JsonNode curve = PictureSums.list(
                            page.get("pictures").elements().next().get("memory"))
                    .stream()
                    .filter(of -> of.get("device").equals(memory.get("device")))
                    .findFirst()
                    .orElseThrow();
            assertThat(PictureSums.numbers(curve.get("allocated_bytes")).max().orElseThrow())
                    .isEqualTo(memory.get("peak_allocated_bytes").longValue());
        }
    }
}
