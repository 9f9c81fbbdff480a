package io.tracemill.systemtests.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.serve.PageServer;
import io.tracemill.cli.serve.ServeSettings;
import io.tracemill.schemas.wording.Language;
import io.tracemill.systemtests.SmallTraces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server answers is what the commands print, also while the archive changes. */
class ServeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ODD_NAME = "a+b %20/c";

    @TempDir
    private static Path shared;

    @TempDir
    private Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path archive;
    private PageServer server;

    @BeforeAll
    static void analyze() throws IOException {
        for (int rank = 0; rank < 4; rank++) {
            Path trace = shared.resolve("rank" + rank + ".json");
            new TraceGenerator(GeneratorConfig.of(2_000_000, rank + 1).withRank(rank, 4)).write(trace, (a, b) -> {});
        }
        for (int rank = 0; rank < 3; rank++) {
            analyze(shared.resolve("archive"), "rank" + rank + ".json", "run" + rank / 2);
        }
    }

    private static void analyze(Path archive, String trace, String run) {
        String file = shared.resolve(trace).toString();
        answer("analyze", file, "--out", archive.toString(), "--run", run, "--quiet", "--max-rejected", "100%");
    }

    private static String answer(String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    private JsonNode command(String... args) throws IOException {
        return JSON.readTree(
                answer(Stream.concat(Stream.of(args), Stream.of("--data", archive.toString(), "--format", "json"))
                        .toArray(String[]::new)));
    }

    @BeforeEach
    void serve() throws IOException {
        archive = dir.resolve("archive");
        try (Stream<Path> files = Files.walk(shared.resolve("archive"))) {
            for (Path file : files.toList()) {
                Files.copy(file, archive.resolve(shared.resolve("archive").relativize(file)));
            }
        }
        server = PageServer.start(
                new ServeSettings(
                        Optional.of(archive),
                        new HttpAddress("127.0.0.1", 0),
                        new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of()),
                        new PageSettings(
                                "tracemill test",
                                PageSettings.Source.SERVE,
                                new ReportSettings(15, Language.EN),
                                Set.of()),
                        dir.resolve("temp")),
                Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private HttpResponse<byte[]> send(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + server.address() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(path);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> traces() {
        return answer(
                        "query",
                        "--data",
                        archive.toString(),
                        "--format",
                        "csv",
                        "select trace_id from traces order by run, rank")
                .lines()
                .skip(1)
                .toList();
    }

    private String date() throws IOException {
        return command("runs").get("runs").get(0).get("date").asText();
    }

    @Test
    void runsAndTracesAreThoseOfTheCommands() throws Exception {
        assertThat(get("/api/runs")).isEqualTo(command("runs"));
        String id = traces().get(0);
        JsonNode page = get("/api/trace?id=" + id);

        assertThat(page.get("source").asText()).isEqualTo("serve");
        assertThat(page.get("details").asText()).isEqualTo("all");
        assertThat(page.get("pictures").get(id).get("devices")).isNotEmpty();
        ObjectNode served = (ObjectNode) page.get("report").get("traces").get(0);
        ObjectNode printed =
                (ObjectNode) command("report", "--trace", id).get("traces").get(0);
        assertThat(idleByCause(served)).isNotEmpty().isEqualTo(idleByCause(printed));
        served.remove("idle_causes");
        printed.remove("idle_causes");
        assertThat(served).isEqualTo(printed);
    }

    /** Idle time in each step by cause; a server does not tell the names. */
    private static Map<String, Long> idleByCause(JsonNode trace) {
        Map<String, Long> idle = new TreeMap<>();
        for (JsonNode row : trace.get("idle_causes")) {
            String key = row.path("device") + " " + row.path("step") + " " + row.path("part") + " " + row.path("class");
            idle.merge(key, row.get("idle_ns").asLong(), Long::sum);
        }
        return idle;
    }

    @Test
    void aRunHasSummariesOfItsTracesAndATrend() throws Exception {
        JsonNode page = get("/api/run?run=run0&date=" + date());

        assertThat(page.get("report").get("traces")).hasSize(2).allSatisfy(trace -> {
            assertThat(trace.has("timeline")).isTrue();
            assertThat(trace.has("kernels")).isFalse();
        });
        assertThat(page.get("details").asText()).isEqualTo("some");
        JsonNode run = command("runs", "--run", "run0").get("runs").get(0);
        assertThat(page.get("trend")).hasSize(1);
        for (String key : List.of("date", "mean_step_ns", "steps", "bottleneck", "traces")) {
            assertThat(page.get("trend").get(0).get(key)).isEqualTo(run.get(key));
        }
        assertThat(send("/api/run?run=run0&date=1999-01-01").statusCode()).isEqualTo(404);
        assertThat(send("/api/run?run=nope&date=" + date()).statusCode()).isEqualTo(404);
    }

    @Test
    void aComparisonIsThatOfTheCommand() throws Exception {
        JsonNode page = get("/api/diff?a=run0&b=run1");

        assertThat(page.get("kind").asText()).isEqualTo("diff");
        assertThat(page.get("report").get("traces")).hasSize(3);
        assertThat(page.get("diff")).isEqualTo(command("diff", "run0", "run1"));
        assertThat(send("/api/diff?a=run0&b=nope").statusCode()).isEqualTo(404);
    }

    @Test
    void aStepAndItsCutAreThoseOfTheTrace() throws Exception {
        String id = traces().get(0);
        JsonNode device = get("/api/trace?id=" + id)
                .get("pictures")
                .get(id)
                .get("devices")
                .get(0);
        JsonNode known = device.get("steps").get(0);
        String step = known.get("step").asText();

        JsonNode asked =
                get("/api/step?id=" + id + "&device=" + device.get("device").asText() + "&step=" + step);
        assertThat(asked.get("spans")).isEqualTo(known.get("spans"));
        assertThat(asked.get("start_ns")).isEqualTo(known.get("start_ns"));
        assertThat(send("/api/step?id=" + id + "&device=0&step=999999").statusCode())
                .isEqualTo(404);

        Path file = dir.resolve("cut.json.gz");
        answer("export", "--data", archive.toString(), "--trace", id, "--step", step, "--perfetto", file.toString());
        HttpResponse<byte[]> cut = send("/api/cut?id=" + id + "&step=" + step);
        assertThat(cut.headers().firstValue("Content-Type")).contains("application/gzip");
        assertThat(unpacked(cut.body())).isEqualTo(unpacked(Files.readAllBytes(file)));
        assertThat(send("/api/cut?id=" + id + "&step=999999").statusCode()).isEqualTo(404);
        assertThat(send("/api/cut?id=" + id + "&step=1&from=1ms").statusCode()).isEqualTo(400);
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return text.readAllBytes();
        }
    }

    @Test
    void anArchiveIsReadWhileItGrowsAndIsMerged() throws Exception {
        String id = traces().get(0);
        JsonNode before = get("/api/trace?id=" + id).get("report");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Map<Integer, Integer>> reading = CompletableFuture.supplyAsync(() -> statuses(id, done));

        analyze(archive, "rank3.json", "run0");
        answer("archive", "compact", "--data", archive.toString(), "--idle", "0s");
        analyze(
                archive,
                Files.writeString(shared.resolve("pair.json"), SmallTraces.PAIR).toString(),
                ODD_NAME);
        done.set(true);

        assertThat(reading.get()).containsOnlyKeys(200);
        assertThat(get("/api/trace?id=" + id).get("report")).isEqualTo(before);
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!get("/api/runs").equals(command("runs"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(100_000_000);
        }
        JsonNode odd = command("runs", "--run", ODD_NAME).get("runs").get(0);
        assertThat(get("/api/run?run=" + encoded(ODD_NAME) + "&date="
                                + odd.get("date").asText())
                        .get("report")
                        .get("traces"))
                .hasSize(1);
    }

    /** How often each status was answered. */
    private Map<Integer, Integer> statuses(String id, AtomicBoolean done) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try {
            for (int i = 0; !done.get(); i++) {
                String path = List.of("/api/runs", "/api/trace?id=" + id, "/api/diff?a=run0&b=run1")
                        .get(i % 3);
                statuses.merge(send(path).statusCode(), 1, Integer::sum);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return statuses;
    }
}
