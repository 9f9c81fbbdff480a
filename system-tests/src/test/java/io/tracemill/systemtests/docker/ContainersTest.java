package io.tracemill.systemtests.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import io.tracemill.systemtests.ArchiveRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The stages in containers of our image, as compose.yaml starts them, against Kafka in another; skipped where no
 * container engine answers.
 */
@Tag("docker")
class ContainersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path dir;

    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final Compose compose;

    ContainersTest() throws IOException {
        compose = Compose.read();
    }

    @BeforeEach
    void needsAContainerEngine() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
    }

    @AfterEach
    void endAll() {
        containers.forEach(GenericContainer::stop);
    }

    @Test
    void tracesThroughContainersGiveTheRowsOfAnalyze() throws Exception {
        Path traces = Files.createDirectories(dir.resolve("job"));
        for (int rank = 0; rank < 2; rank++) {
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, 2))
                    .write(traces.resolve("rank" + rank + ".json"), (a, b) -> {});
        }
        try (Network network = Network.newNetwork()) {
            start(of("kafka-1", network).waitingFor(Wait.forSuccessfulCommand("bash -c '</dev/tcp/127.0.0.1/9092'")));
            runToItsEnd(of("topics", network));
            start(of("stream", network).waitingFor(Wait.forSuccessfulCommand("/opt/tracemill/healthy 9470")));
            GenericContainer<?> archive =
                    start(of("archive", network).waitingFor(Wait.forSuccessfulCommand("/opt/tracemill/healthy 9471")));
            runToItsEnd(of("ingest", network)
                    .withCommand("ingest", traces.toString())
                    .withCopyFileToContainer(MountableFile.forHostPath(traces, 0755), traces.toString()));

            Path expected = dir.resolve("expected");
            CommandLineRun analyze =
                    CommandLineRun.of("analyze", traces.toString(), "--out", expected.toString(), "--quiet");
            assertThat(analyze.code()).as(analyze.err()).isZero();
            for (Table<?, ?> table : Datasets.tables()) {
                awaitRows(archive, expected, table);
            }
            endAll();
        }
    }

    /** A service as compose.yaml has it. */
    private GenericContainer<?> of(String name, Network network) {
        Compose.Service service = compose.service(name);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(service.image()))
                .withEnv(service.environment())
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCopyFileToContainer(
                        MountableFile.forHostPath(Compose.DIRECTORY.resolve("client.properties"), 0644),
                        "/run/secrets/client.properties")
                .withStartupTimeout(PATIENCE);
        if (!service.command().isEmpty()) {
            container.withCommand(service.command().toArray(String[]::new));
        }
        return container;
    }

    private GenericContainer<?> start(GenericContainer<?> container) {
        containers.add(container);
        container.start();
        return container;
    }

    private void runToItsEnd(GenericContainer<?> container) {
        start(container.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE)));
    }

    private static void awaitRows(GenericContainer<?> archive, Path expected, Table<?, ?> table) throws Exception {
        CommandLineRun wanted = CommandLineRun.of(query(expected.toString(), table));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String rows = rows(archive, table);
        while (wanted.code() == 0 && !rows.equals(wanted.out()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            rows = rows(archive, table);
        }
        assertThat(rows).as(table.name()).isEqualTo(wanted.code() == 0 ? wanted.out() : "");
    }

    /** Rows of a dataset as DuckDB reads them in the container; empty for none. */
    private static String rows(GenericContainer<?> archive, Table<?, ?> table) throws Exception {
        List<String> command = new ArrayList<>(List.of("tracemill"));
        command.addAll(List.of(query("/archive", table)));
        ExecResult result = archive.execInContainer(command.toArray(String[]::new));
        return result.getExitCode() == 0 ? result.getStdout() : "";
    }

    private static String[] query(String archive, Table<?, ?> table) {
        return new String[] {"query", "--data", archive, "--format", "csv", ArchiveRows.sql(table)};
    }
}
