package io.tracemill.systemtests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code runs} and the view of the same name list what an archive has. */
class RunsTest {

    private static final String ODD_NAME = "a+b %20/c";

    @TempDir
    private Path dir;

    private String out;

    @BeforeEach
    void analyse() throws IOException {
        out = dir.resolve("archive").toString();
        analyze("first.json", SmallTraces.PAIR, "--rank", "0", "--label", "model=m", "--label", "commit=1");
        analyze("second.json", SmallTraces.PAIR, "--rank", "1", "--label", "model=m", "--label", "commit=2");
    }

    private void analyze(String name, String trace, String... options) throws IOException {
        Path file = Files.writeString(dir.resolve(name), trace);
        String[] args = Stream.concat(
                        Stream.of("analyze", file.toString(), "--out", out, "--run", ODD_NAME), Stream.of(options))
                .toArray(String[]::new);
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.code()).as(run.err()).isZero();
    }

    private CommandLineRun runs(String... options) {
        return CommandLineRun.of(Stream.concat(Stream.of("runs", "--data", out), Stream.of(options))
                .toArray(String[]::new));
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("archive"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(RunsTest::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunHasTheLabelsThatItsTracesAgreeOn() throws IOException {
        JsonNode runs =
                new ObjectMapper().readTree(runs("--format", "json").out()).path("runs");

        assertThat(runs).hasSize(1);
        JsonNode run = runs.path(0);
        assertThat(run.path("run").asText()).isEqualTo(ODD_NAME);
        assertThat(run.path("ranks").asInt()).isEqualTo(2);
        assertThat(run.path("devices").asInt()).isEqualTo(2);
        assertThat(run.path("bottleneck").asText()).isEqualTo("COMPUTE_BOUND");
        assertThat(run.path("bottleneck_devices").asInt()).isEqualTo(2);
        assertThat(run.path("labels").toString()).isEqualTo("{\"model\":\"m\"}");
        assertThat(run.path("bytes").asLong()).isEqualTo(bytes());
    }

    @Test
    void optionsSelectRuns() {
        assertThat(runs("--run", ODD_NAME, "--label", "model=m", "--since", "1970-01-01")
                        .out())
                .isEqualTo(runs().out())
                .contains(ODD_NAME, "model=m");
        assertThat(runs("--label", "commit=1").err())
                .isEqualTo("tracemill: " + out + ": contains no run that matches; runs: " + ODD_NAME + "\n");
        assertThat(runs("--since", "9999-01-01").code()).isEqualTo(1);
    }

    @Test
    void theViewHasTheSameRows() {
        CommandLineRun query = CommandLineRun.of(
                "query", "--data", out, "--format", "csv", "select run, traces, ranks, labels['model'] m from runs");

        assertThat(query.out()).isEqualTo("run,traces,ranks,m\n" + ODD_NAME + ",2,2,m\n");
    }

    @Test
    void filtersWorkInEveryFormat() throws IOException {
        String[] report = {"report", "--data", out, "--kernel", "MatMul", "--format"};

        JsonNode json = new ObjectMapper()
                .readTree(CommandLineRun.of(with(report, "json")).out());
        assertThat(json.path("traces")).hasSize(2);
        assertThat(json.path("traces").path(0).has("operators")).isFalse();
        assertThat(json.path("traces")
                        .path(0)
                        .path("kernels")
                        .path(0)
                        .path("kernel")
                        .asText())
                .isEqualTo("aclMatMul");
        assertThat(CommandLineRun.of(with(report, "csv", "--sheet", "kernels")).out())
                .contains("aclMatMul");
        assertThat(CommandLineRun.of(with(report, "csv", "--sheet", "coverage")).err())
                .isEqualTo("tracemill: sheet coverage has no column kernel to filter by\n");
        assertThat(CommandLineRun.of("report", "--data", out, "--kernel", "MatMull")
                        .err())
                .isEqualTo("tracemill: " + out + ": nothing matches kernel \"MatMull\"; near: aclMatMul\n");
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }
}
