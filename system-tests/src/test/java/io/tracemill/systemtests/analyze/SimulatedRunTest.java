package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a simulated run is found in its files, and costs what the truth says. */
class SimulatedRunTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"thermal-throttling=25%, 3", "slow-host=20%, 4", "memory-errors=25%, 5"})
    void theRanksWithTheFaultAreFound(String fault, String seed) throws IOException {
        JsonNode truth = simulate(fault, seed, "--no-telemetry");

        JsonNode found = findings().path(0);
        assertThat(found.path("kind")).isEqualTo(truth.path("findings").path(0));
        assertThat(found.path("ranks")).isEqualTo(truth.path("ranks"));
        assertThat(found.path("cost_pct").asDouble())
                .isCloseTo(truth.path("cost_pct").asDouble(), within(3.0));
    }

    @Test
    void theGroupOfASlowLinkIsFound() throws IOException {
        JsonNode truth = simulate("slow-link=20%", "6", "--no-telemetry");

        JsonNode found = findings().path(0);
        assertThat(found.path("kind").asText()).isEqualTo("SLOW_LINK");
        assertThat(found.path("collective")).isEqualTo(truth.path("group").path("kind"));
        assertThat(found.path("cost_pct").asDouble())
                .isCloseTo(truth.path("cost_pct").asDouble(), within(3.0));
    }

    @Test
    void aRankThatWaitsWithALowClockIsNoFinding() throws IOException {
        JsonNode truth = simulate("idle-clock", "7");

        assertThat(truth.path("innocent").asBoolean()).isTrue();
        JsonNode findings = findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.path(0).path("kind").asText()).isEqualTo("NONE");
        JsonNode slowest = query("select device from telemetry where quantity = 'hw.gpu.clock'" + " and time_ns >= "
                + truth.path("from_ns").asLong() + " group by device order by avg(value) limit 1");
        assertThat(slowest.path(0).path("device")).isEqualTo(truth.path("uuids").path(0));
    }

    /** Simulates and analyzes a run; returns the truth about its fault. */
    private JsonNode simulate(String fault, String seed, String... more) throws IOException {
        Path out = dir.resolve("run");
        String[] args = {
            "generate",
            out.toString(),
            "--fleet",
            "run",
            "--ranks",
            "16",
            "--per-node",
            "4",
            "--steps",
            "12",
            "--minutes",
            "6",
            "--fault",
            fault,
            "--seed",
            seed,
            more.length == 0 ? "--quiet" : more[0]
        };
        assertThat(CommandLineRun.of(args).code()).isZero();
        CommandLineRun analyzed = CommandLineRun.of(
                "analyze", out.toString(), "--out", dir.resolve("archive").toString(), "--quiet");
        assertThat(analyzed.code()).as(analyzed.err()).isZero();
        return new ObjectMapper()
                .readTree(out.resolve("truth.json").toFile())
                .path("faults")
                .path(0);
    }

    private JsonNode findings() throws IOException {
        return query("select kind, ranks, collective, cost_pct from slow_ranks where not minor order by cost_pct desc");
    }

    private JsonNode query(String sql) throws IOException {
        CommandLineRun run =
                CommandLineRun.of("query", "--data", dir.resolve("archive").toString(), "--format", "json", sql);
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }
}
