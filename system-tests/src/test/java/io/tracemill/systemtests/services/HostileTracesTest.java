package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.HostileTraces;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A healthy trace among hostile ones: it finishes, with the rows that it has alone. */
class HostileTracesTest {

    @TempDir
    private Path dir;

    private Path hostile;
    private Path healthy;
    private Map<String, String> expected;

    @BeforeEach
    void writeTraces() throws IOException {
        hostile = Files.createDirectories(dir.resolve("hostile"));
        for (HostileTraces trace : HostileTraces.values()) {
            trace.write(hostile);
        }
        StepTraces steps = new StepTraces(List.of("mm", "allreduce"), 20, (rank, step, operator) -> 1_000 + 7L * step);
        healthy = steps.write(dir.resolve("healthy"), 1);
        Path alone = dir.resolve("alone");
        CommandLineRun run = analyze(alone, healthy);
        assertThat(run.code()).as(run.err()).isZero();
        expected = ArchiveRows.checksumsOf("healthy", alone);
    }

    private static CommandLineRun analyze(Path out, Path... traces) {
        List<String> args = new ArrayList<>(List.of("analyze", "--quiet", "--out", out.toString()));
        List.of(traces).forEach(trace -> args.add(trace.toString()));
        return CommandLineRun.of(args.toArray(String[]::new));
    }

    @Test
    void analyzeAnalysesTheHealthyTraceAndSaysWhichTraceIsBroken() {
        Path out = dir.resolve("out");

        CommandLineRun run = analyze(out, hostile, healthy);

        assertThat(ArchiveRows.checksumsOf("healthy", out)).isEqualTo(expected);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(" is BROKEN: its state is larger than 64 MiB after ");
        assertThat(statesOfHostile(out)).isEqualTo(HostileTraces.values().length - 1 + ",1");
    }

    /** Number of hostile traces that are complete, and of those that are broken. */
    private static String statesOfHostile(Path archive) {
        String states = "select count(*) filter (state = 'COMPLETE'), count(*) filter (state = 'BROKEN') from traces"
                + " where run = 'hostile'";
        return CommandLineRun.of("query", "--data", archive.toString(), "--format", "csv", states)
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElse("");
    }

    @Test
    void streamFinishesTheHealthyTraceOnThePartitionOfTheHostileOnes() throws Exception {
        Path out = dir.resolve("out");
        CommandProcesses services = new CommandProcesses(dir);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("broker"))) {
            String[] cluster = {"--bootstrap-server", kafka.bootstrapServers()};
            assertThat(CommandLineRun.of(with(cluster, "topics", "create", "--partitions", "1"))
                            .code())
                    .isZero();
            services.start(with(cluster, "stream"));
            services.start(with(cluster, "archive", "--out", out.toString(), "--roll-idle", "1s"));
            Process first = services.start(with(cluster, "ingest", hostile.toString()));
            services.start(with(cluster, "ingest", healthy.toString()));

            awaitTrue(() -> ArchiveRows.checksumsOf("healthy", out).equals(expected), services::logs);
            assertThat(first.waitFor()).as(() -> services.log(first)).isZero();
            String all = HostileTraces.values().length - 1 + ",1";
            awaitTrue(() -> statesOfHostile(out).equals(all), services::logs);
        } finally {
            services.killAll();
        }
    }

    private static String[] with(String[] cluster, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(cluster));
        return all.toArray(String[]::new);
    }
}
