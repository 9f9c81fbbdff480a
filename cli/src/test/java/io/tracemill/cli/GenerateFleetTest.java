package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate --fleet} writes a simulated run, or says in one line why it cannot. */
class GenerateFleetTest {

    @TempDir
    Path dir;

    @Test
    void aRunIsWrittenWithTracesTelemetryAndTruth() throws IOException {
        Path out = dir.resolve("hot");

        CommandLineRun run = generate(out, "--fault", "power-throttling=25%", "--fault", "slow-host", "--seed", "4");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        JsonNode truth = new ObjectMapper().readTree(out.resolve("truth.json").toFile());
        assertThat(truth.path("run").asText()).isEqualTo("pretrain");
        assertThat(truth.path("seed").asLong()).isEqualTo(4);
        JsonNode faults = truth.path("faults");
        assertThat(faults).hasSize(2);
        assertThat(faults.path(0).path("kind").asText()).isEqualTo("POWER_THROTTLING");
        assertThat(faults.path(0).path("severity_pct").asDouble()).isEqualTo(25);
        assertThat(faults.path(0).path("ranks")).isNotEqualTo(faults.path(1).path("ranks"));
        try (Stream<Path> traces = Files.list(out.resolve("traces/pretrain"))) {
            assertThat(traces).hasSize(4);
        }
        assertThat(out.resolve("telemetry")).isNotEmptyDirectory();
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneLine() {
        rejected(
                generate(dir.resolve("a"), "--size", "2MB"),
                "tracemill generate: --fleet and --size exclude each other");
        rejected(
                CommandLineRun.of("generate", dir.resolve("a.json").toString(), "--ranks", "8"),
                "tracemill generate: --ranks needs --fleet");
        rejected(
                generate(dir.resolve("a"), "--per-node", "3"),
                "tracemill generate: ranks must be a multiple of the 3 devices per node but was 4");
        rejected(
                generate(dir.resolve("a"), "--fault", "imbalanced-stages"),
                "tracemill generate: imbalanced-stages needs at least 2 stages: pass --stages");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void anUnknownFaultIsRefusedWithThoseThatAreKnown() {
        CommandLineRun run = generate(dir.resolve("a"), "--fault", "bad-luck");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("tracemill generate: invalid value for option '--fault' (KIND[=PCT]):"
                        + " must be one of thermal-throttling, power-throttling,")
                .contains("idle-clock, alone or with a severity such as slow-link=20%, but was \"bad-luck\"");
    }

    private static CommandLineRun generate(Path out, String... more) {
        List<String> args = new ArrayList<>(
                List.of("generate", out.toString(), "--fleet", "pretrain", "--ranks", "4", "--minutes", "3"));
        args.addAll(List.of("--steps", "3"));
        if (!List.of(more).contains("--per-node")) {
            args.addAll(List.of("--per-node", "2"));
        }
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(String[]::new));
    }

    private static void rejected(CommandLineRun run, String message) {
        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }
}
