package io.tracemill.systemtests.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.schemas.Sha256;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import io.tracemill.systemtests.ArchiveRows;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The stages in containers of our image, as compose.yaml starts them, against Kafka in another; skipped where no
 * container engine answers.
 */
@Tag("docker")
class ContainersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Path SAMPLE = Compose.DIRECTORY.resolveSibling("samples/training-step.json.gz");
    private static final URI DOOR = URI.create("http://127.0.0.1:9490");

    /** What is pushed, what is scraped and what is bridged, each of a node of its own. */
    private static final String OTLP = """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"n1"}}]},
            "scopeMetrics":[{"metrics":[{"name":"hw.power","gauge":{"dataPoints":[
            {"timeUnixNano":"1700000000000000000","asDouble":250}]}}]}]}]}
            """;

    private static final String TARGETS = """
            [{"targets": ["receive:9473"], "labels": {"node": "n2"}}]
            """;
    private static final String LINE = """
            DCGM_FI_DEV_GPU_TEMP,UUID=GPU-1,gpu=0,url=http://n3:9400/metrics gauge=61 1700000000000000000
            """;

    /** Datasets that say whence a trace came, or have readings. */
    private static final Set<String> OF_OTHER_ROWS = Set.of("traces", "telemetry", "telemetry_increases");

    private static final String READINGS = """
            select distinct node, quantity, value from telemetry
            where quantity in ('hw.power', 'hw.temperature', 'source.up') order by node
            """;

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
            GenericContainer<?> archive = startToArchive(of("kafka-1", network), network);
            runToItsEnd(of("ingest", network)
                    .withCommand("ingest", traces.toString())
                    .withCopyFileToContainer(MountableFile.forHostPath(traces, 0755), traces.toString()));

            Path expected = dir.resolve("expected");
            CommandLineRun analyze =
                    CommandLineRun.of("analyze", traces.toString(), "--out", expected.toString(), "--quiet");
            assertThat(analyze.code()).as(analyze.err()).isZero();
            for (Table<?, ?> table : Datasets.ofTraces()) {
                awaitRows(archive, expected, table);
            }
            endAll();
        }
    }

    @Test
    void whatIsPushedScrapedAndBridgedIsInTheArchive() throws Exception {
        Path expected = dir.resolve("expected");
        CommandLineRun analyze = CommandLineRun.of(
                "analyze", SAMPLE.toString(), "--run", "job", "--rank", "0", "--out", expected.toString(), "--quiet");
        assertThat(analyze.code()).as(analyze.err()).isZero();
        try (Network network = Network.newNetwork()) {
            GenericContainer<?> archive = startToArchive(withPorts("kafka-1", network), network);
            start(whenReady(withPorts("receive", network), 9473));
            sendLine(compose.service("bridge").command().get(1));
            start(whenReady(of("bridge", network), 9475));
            start(whenReady(
                    of("scrape", network).withCopyToContainer(Transferable.of(TARGETS), "/targets/targets.json"),
                    9474));
            push();

            for (Table<?, ?> table : Datasets.ofTraces()) {
                if (!OF_OTHER_ROWS.contains(table.name())) {
                    awaitRows(archive, expected, table);
                }
            }
            awaitRows(archive, READINGS, """
                    node,quantity,value
                    n1,hw.power,250.0
                    n2,source.up,1.0
                    n3,hw.temperature,61.0
                    """);
            endAll();
        }
    }

    /** Sends a line of InfluxDB to a topic that it creates. */
    private static void sendLine(String topic) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", "localhost:19092");
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(topic, LINE.getBytes(UTF_8))).get();
        }
    }

    /** Pushes the sample and a reading to the address that compose.yaml publishes. */
    private static void push() throws Exception {
        String hash; // of the bytes within
        try (InputStream in = new GZIPInputStream(Files.newInputStream(SAMPLE))) {
            hash = HexFormat.of().formatHex(Sha256.begin().digest(in.readAllBytes()));
        }
        assertAccepted(HttpRequest.newBuilder(DOOR.resolve("/api/runs/job/traces/" + hash + "?rank=0"))
                .PUT(BodyPublishers.ofFile(SAMPLE)));
        assertAccepted(HttpRequest.newBuilder(DOOR.resolve("/v1/metrics"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(OTLP)));
    }

    private static void assertAccepted(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Starts Kafka and what reads its topics, and returns the container of the archive. */
    private GenericContainer<?> startToArchive(GenericContainer<?> kafka, Network network) {
        start(kafka.waitingFor(Wait.forSuccessfulCommand("bash -c '</dev/tcp/127.0.0.1/9092'")));
        runToItsEnd(of("topics", network));
        start(whenReady(of("stream", network), 9470));
        return start(whenReady(of("archive", network), 9471));
    }

    private static GenericContainer<?> whenReady(GenericContainer<?> container, int port) {
        return container.waitingFor(Wait.forSuccessfulCommand("/opt/tracemill/healthy " + port));
    }

    /** A service as compose.yaml has it, at the ports of this machine that it names. */
    private GenericContainer<?> withPorts(String name, Network network) {
        GenericContainer<?> container = of(name, network);
        container.setPortBindings(compose.service(name).ports());
        return container;
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
        CommandLineRun wanted = CommandLineRun.of(query(expected.toString(), ArchiveRows.sql(table)));
        awaitRows(archive, ArchiveRows.sql(table), wanted.code() == 0 ? wanted.out() : "");
    }

    private static void awaitRows(GenericContainer<?> archive, String sql, String expected) throws Exception {
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
}
