package io.tracemill.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program measured: not how fast it is, but that what is said of it can be. */
class BenchTest {

    @TempDir
    Path dir;

    /** What a benchmark reports as JSON; it says nothing else. */
    private static JsonNode report(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("bench"));
        command.addAll(List.of(options));
        command.addAll(List.of("--format", "json", "--quiet"));
        CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void coldAndWarmRunsOverOneTraceAreCheckedAndReported() throws IOException {
        JsonNode report = report(
                "--size",
                "1MB",
                "--small-size",
                "0",
                "--runs",
                "1",
                "--warm-runs",
                "1",
                "--warm-up",
                "0",
                "--compare",
                "duckdb",
                "--out",
                dir.toString());

        assertThat(report.at("/machine/cores").asInt()).isPositive();
        assertThat(report.at("/duckdb_ratio").asDouble()).isPositive();
        JsonNode cold = report.at("/series/0");
        JsonNode warm = report.at("/series/1");
        assertThat(cold.get("mode").asText()).isEqualTo("cold");
        assertThat(warm.get("datasets")).isEqualTo(cold.get("datasets"));
        assertThat(warm.at("/allocated_bytes_per_event/median").asDouble()).isPositive();
        assertThat(warm.at("/runs/0/topic_bytes/tracemill.trace-events").asLong())
                .isPositive();
        assertThat(warm.at("/runs/0/dataset_bytes/spans").asLong()).isPositive();
        assertThat(cold.at("/events/read").asLong())
                .isEqualTo(cold.at("/events/published").asLong()
                        + cold.at("/events/merged").asLong());
        assertThat(dir.resolve("traces/trace-1MB-seed1.json")).exists();
        assertThat(dir.resolve("archive")).doesNotExist();
    }

    @Test
    void severalTracesAtOnceAreComparedWithOneOfTheirSize() throws IOException {
        JsonNode report = report(
                "--traces",
                "3",
                "--size",
                "1MB",
                "--small-size",
                "0",
                "--runs",
                "1",
                "--warm-runs",
                "0",
                "--out",
                dir.toString());

        assertThat(report.get("series")).hasSize(3);
        JsonNode atOnce = report.at("/series/1");
        assertThat(atOnce.get("traces").asText()).isEqualTo("3 at once");
        assertThat(atOnce.at("/datasets/traces/rows").asInt()).isEqualTo(3);
        assertThat(report.at("/series/2/datasets/traces/rows").asInt()).isEqualTo(1);
        assertThat(report.at("/series/2/json_bytes").asDouble())
                .isCloseTo(atOnce.get("json_bytes").asDouble(), withPercentage(5));
        assertThat(report.at("/at_once_cold/traces").asInt()).isEqualTo(3);
        assertThat(report.at("/at_once_cold/traces_per_s").asDouble()).isPositive();
        assertThat(report.at("/at_once_cold").has("fixed_cost_ms_per_trace")).isTrue();
        assertThat(dir.resolve("traces/3-of-1MB-seed1/rank2.json")).exists();
    }

    @Test
    void aTraceThatCannotBeAnalysedIsNotMeasured() throws IOException {
        Path broken = Files.writeString(dir.resolve("broken.json"), "[");

        CommandLineRun run =
                CommandLineRun.of("bench", "--file", broken.toString(), "--small-size", "0", "--runs", "1", "--quiet");

        assertThat(run.err())
                .startsWith("tracemill: broken.json, cold run 1 of 1 ended with exit code 1: tracemill: " + broken);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void telemetryIsReadAndArchivedAndJoinedAndReported() throws IOException {
        JsonNode report = report(
                "telemetry",
                "--nodes",
                "3",
                "--devices",
                "2",
                "--metrics",
                "5",
                "--minutes",
                "1",
                "--unpaced",
                "--traces",
                "2",
                "--temp-dir",
                dir.toString());

        assertThat(report.get("published").asInt()).isEqualTo(4 * 3 * 2 * 5);
        assertThat(report.get("read")).isEqualTo(report.get("published"));
        assertThat(report.get("topic_bytes").asLong()).isPositive();
        assertThat(report.get("parquet_bytes").asLong()).isPositive();
        assertThat(report.at("/minutes/0/readings").asInt()).isEqualTo(120);
        JsonNode fleet = report.get("fleet_topology");
        assertThat(fleet.get("cpu_us_per_reading").asDouble()).isPositive();
        assertThat(fleet.get("state_keys").asInt()).isGreaterThanOrEqualTo(3 * (2 + 4)); // each answer is a segment
        assertThat(fleet.get("state_bytes").asLong()).isPositive();
        assertThat(fleet.get("changelog_bytes").asLong()).isPositive();
        assertThat(fleet.get("restore_s").asDouble()).isPositive();
        assertThat(report.at("/lags").findValuesAsText("load"))
                .containsExactly("telemetry alone", "telemetry and traces", "traces alone");
        assertThat(report.at("/lags/2/trace_complete_ns/count").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void manyTracesAtOnceThroughTheServicesAreCheckedAndReported() throws IOException {
        JsonNode report = report(
                "services",
                "--traces",
                "6",
                "--size",
                "1MB",
                "--of-runs",
                "2",
                "--producers",
                "6",
                "--heap",
                "256m",
                "--temp-dir",
                dir.toString());

        assertThat(report.get("traces").asInt()).isEqualTo(6);
        assertThat(report.get("parquet_files").asInt()).isPositive();
        assertThat(report.findValuesAsText("service")).containsExactly("receive", "broker", "stream", "archive");
        for (JsonNode service : report.get("services")) {
            assertThat(service.get("cpu_s").asDouble()).isPositive();
            assertThat(service.get("peak_bytes").asLong()).isPositive();
        }
        assertThat(dir).isEmptyDirectory();
    }
}
