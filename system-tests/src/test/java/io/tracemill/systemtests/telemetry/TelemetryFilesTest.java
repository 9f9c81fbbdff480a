package io.tracemill.systemtests.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.SmallTraces;
import io.tracemill.telemetry.quantity.Exporter;
import io.tracemill.telemetry.quantity.MetricRule;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.SampleKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What files of telemetry say is in the archive, value for value. */
class TelemetryFilesTest {

    private static final Pattern SAMPLE = Pattern.compile("([^{#\\s]+)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+\\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:\\\\.|[^\"])*)\"");
    private static final String TIME = "2026-11-30T06:44:09Z";

    @TempDir
    Path dir;

    private CommandLineRun analyze(Path... files) {
        List<String> arguments = new ArrayList<>(
                List.of("analyze", "--out", dir.resolve("archive").toString(), "--format", "json"));
        arguments.addAll(List.of("--node", "n1", "--sample-time", TIME));
        Stream.of(files).map(Path::toString).forEach(arguments::add);
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode rows(String sql) throws IOException {
        CommandLineRun run =
                CommandLineRun.of("query", "--data", dir.resolve("archive").toString(), "--format", "json", sql);
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }

    private Path file(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theArchiveHasEachValueOfRecordedScrapes() throws IOException {
        Path corpus = Path.of(System.getenv("TRACEMILL_CORPUS"));
        List<Path> files = new ArrayList<>(List.of(corpus.resolve("xpu_timer/metrics.txt")));
        try (Stream<Path> scrapes = Files.list(corpus.resolveSibling("telemetry"))) {
            scrapes.forEach(files::add);
        }
        List<String> expected = new ArrayList<>();
        for (Path file : files) {
            Files.readAllLines(file).forEach(line -> sample(line, expected));
        }

        CommandLineRun run = analyze(files.toArray(Path[]::new));

        assertThat(run.code()).isZero();
        List<String> archived = new ArrayList<>();
        rows("select metric, value from telemetry where node = 'n1'")
                .forEach(row -> archived.add(
                        row.path("metric").asText() + ' ' + row.path("value").asDouble()));
        assertThat(archived).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(2000);
    }

    /** A line as another reader sees it: its metric, and its value in the unit of the quantity. */
    private static void sample(String line, List<String> samples) {
        Matcher parts = SAMPLE.matcher(line);
        if (!line.startsWith("#") && parts.matches()) {
            Map<String, String> labels = new HashMap<>();
            Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            QuantityTable table = QuantityTable.own();
            Exporter exporter = table.exporterOf(parts.group(1));
            MetricRule rule = table.rule(exporter, RawSeries.of(parts.group(1), labels, SampleKind.UNKNOWN));
            double value = Double.parseDouble(parts.group(3)) * (rule == null ? 1 : rule.factor());
            if (!exporter.isBlank(Double.parseDouble(parts.group(3)))) {
                samples.add(parts.group(1) + ' ' + value);
            }
        }
    }

    @Test
    void eachFormatIsReadAndTheReportSaysWhatBecameOfTheSamples() throws IOException {
        Path smi = fileOfEachFormat();

        CommandLineRun run = analyze(dir.resolve("in"), file("pair.json", SmallTraces.PAIR));

        assertThat(run.err())
                .contains("telemetry: 8 samples of 3 files: 6 readings published, 0 known, 2 refused"
                        + " (1 not in the format, 1 a value that stands for none)")
                .contains("warning: " + smi + ": 2 of 5 samples gave no reading: 1 not in the format, 1 a value that"
                        + " stands for none; the first: at 4: a row of 4 cells was expected but it has 1");
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.path("traces")).hasSize(1);
        assertThat(report.path("telemetry_files").path(2).toString())
                .isEqualTo("{\"file\":\"" + smi + "\",\"format\":\"nvidia-smi-csv\",\"samples\":5,\"readings\":3,"
                        + "\"known\":0,\"refused\":{\"blank\":1,\"malformed\":1}}");
        assertThat(report.path("telemetry").findValuesAsText("readings")).containsExactly("3", "1", "2");
        assertThat(archived().path("telemetry")).isEqualTo(report.path("telemetry"));
        assertThat(rows("select metric, value, time_ns from telemetry order by metric, time_ns")
                        .findValuesAsText("time_ns"))
                .containsExactly(
                        "1796021049000000001",
                        "1796021049250000000",
                        "1796021064250000000",
                        "1796021049500000000",
                        "1796021050500000000",
                        "1796021049500000000");
        assertThat(rows("select increase from telemetry_increases where increase is not null")
                        .findValuesAsText("increase"))
                .containsExactly("2.0");
        assertThat(run.code()).isEqualTo(3);
    }

    private JsonNode archived() throws IOException {
        CommandLineRun run =
                CommandLineRun.of("report", "--data", dir.resolve("archive").toString(), "--format", "json");
        return new ObjectMapper().readTree(run.out());
    }

    private Path fileOfEachFormat() throws IOException {
        Path smi = file("in/smi.csv", """
                timestamp, uuid, power.draw [W], clocks.current.sm [MHz]
                2026/11/30 06:44:09.500, GPU-1, 70.5 W, 1980 MHz
                2026/11/30 06:44:10.500, GPU-1, [N/A], 1755 MHz
                2026/11/30 06:44:11
                """);
        file("in/otlp.jsonl", """
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"a.gauge","gauge":{"dataPoints":\
                [{"timeUnixNano":"1796021049000000001","asInt":"7"}]}}]}]}]}
                """);
        file("in/range.json", """
                {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"a_total",\
                "instance":"n1:9100"},"values":[[1796021049.25,"1"],[1796021064.25,"3"]]}]}}
                """);
        return smi;
    }

    @Test
    void telemetryAloneIsReadOnce() throws IOException {
        Path scrape = file("a.prom", "# TYPE node_load1 gauge\nnode_load1 3\n");

        CommandLineRun first = analyze(scrape);
        CommandLineRun again = analyze(scrape);

        assertThat(first.code()).isZero();
        assertThat(new ObjectMapper().readTree(first.out()).path("telemetry")).hasSize(1);
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains(scrape + ": was read before, as " + scrape);
        assertThat(rows("from telemetry")).hasSize(1);
    }

    @Test
    void filesOfNoUseAreSaidInALineEach() throws IOException {
        Path empty = file("in/empty.prom", "");
        Path binary = dir.resolve("in/binary.prom");
        Files.write(binary, new byte[] {0, 1, 2, 3});
        Path cut = Files.write(dir.resolve("in/cut.prom.gz"), Arrays.copyOf(gzip("# TYPE a gauge\na 1\n"), 12));
        file("in/notes.txt", "step 7\n");
        Path bad = file("in/bad.prom", "# TYPE a gauge\na x\n");

        CommandLineRun run = analyze(dir.resolve("in"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().map(line -> line.replaceFirst("^tracemill: (warning: )?", "")))
                .anyMatch(line -> line.startsWith(empty + ": byte 0: the file is empty"))
                .anyMatch(line -> line.startsWith(binary + ": is no telemetry"))
                .anyMatch(line -> line.startsWith(cut + ": is no telemetry"))
                .anyMatch(
                        line -> line.startsWith(bad + ": 1 of 1 sample gave no reading: 1 a text in place of a number"))
                .noneMatch(line -> line.contains("notes.txt"));
        assertThat(dir.resolve("archive/telemetry")).doesNotExist();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
