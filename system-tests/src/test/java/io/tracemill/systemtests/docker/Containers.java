package io.tracemill.systemtests.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.rows.Table;
import io.tracemill.systemtests.ArchiveRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** Containers as compose.yaml has them, on a network of their own. Closing it stops them. */
final class Containers implements AutoCloseable {

    /** Longest time for one thing to happen. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Compose compose;
    private final Network network = Network.newNetwork();
    private final List<GenericContainer<?>> started = new ArrayList<>();

    Containers() throws IOException {
        compose = Compose.read();
    }

    /** A service as compose.yaml has it. */
    GenericContainer<?> of(String name) {
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

    /** A service as compose.yaml has it, at the ports of this machine that it names. */
    GenericContainer<?> withPorts(String name) {
        GenericContainer<?> container = of(name);
        container.setPortBindings(compose.service(name).ports());
        return container;
    }

    /** Words of the command of a service. */
    List<String> command(String name) {
        return compose.service(name).command();
    }

    /** A service whose image is not ours, with a file of the directory of compose.yaml. */
    GenericContainer<?> foreign(String name, String file, String path) {
        Compose.Service service = compose.service(name);
        return new GenericContainer<>(DockerImageName.parse(service.image()))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCopyFileToContainer(MountableFile.forHostPath(Compose.DIRECTORY.resolve(file), 0644), path)
                .withCommand(service.command().toArray(String[]::new))
                .withStartupTimeout(PATIENCE);
    }

    /** Starts Kafka, and creates the topics. */
    void startKafka(GenericContainer<?> kafka) {
        start(kafka.waitingFor(Wait.forSuccessfulCommand("bash -c '</dev/tcp/127.0.0.1/9092'")));
        runToItsEnd(of("topics"));
    }

    /** Starts Kafka and what reads its topics, and returns the container of the archive. */
    GenericContainer<?> startToArchive(GenericContainer<?> kafka) {
        startKafka(kafka);
        startService(of("stream"), 9470);
        return startService(of("archive"), 9471);
    }

    /** Starts a service, and waits until it says on a port of its own that it is ready. */
    GenericContainer<?> startService(GenericContainer<?> container, int port) {
        return start(container.waitingFor(Wait.forSuccessfulCommand("/opt/tracemill/healthy " + port)));
    }

    void runToItsEnd(GenericContainer<?> container) {
        start(container.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE)));
    }

    private GenericContainer<?> start(GenericContainer<?> container) {
        started.add(container);
        container.start();
        return container;
    }

    /** Waits until a container has the rows of a dataset that an archive here has. */
    static void awaitRows(GenericContainer<?> archive, Path expected, Table<?, ?> table) throws Exception {
        awaitRows(archive, expected, ArchiveRows.sql(table));
    }

    /** Waits until a question has the answer in a container that it has in an archive here. */
    static void awaitRows(GenericContainer<?> archive, Path expected, String sql) throws Exception {
        CommandLineRun wanted = CommandLineRun.of(query(expected.toString(), sql));
        awaitRows(archive, sql, wanted.code() == 0 ? wanted.out() : "");
    }

    /** Waits until a question has this answer, as CSV, in a container. */
    static void awaitRows(GenericContainer<?> archive, String sql, String expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String rows = rows(archive, sql);
        while (!rows.equals(expected) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            rows = rows(archive, sql);
        }
        assertThat(rows).as(sql).isEqualTo(expected);
    }

    /** Rows as DuckDB reads them in the container; empty for none. */
    private static String rows(GenericContainer<?> archive, String sql) throws Exception {
        List<String> command = new ArrayList<>(List.of("tracemill"));
        command.addAll(List.of(query("/archive", sql)));
        ExecResult result = archive.execInContainer(command.toArray(String[]::new));
        return result.getExitCode() == 0 ? result.getStdout() : "";
    }

    private static String[] query(String archive, String sql) {
        return new String[] {"query", "--data", archive, "--format", "csv", sql};
    }

    @Override
    public void close() {
        started.forEach(GenericContainer::stop);
        network.close();
    }
}
