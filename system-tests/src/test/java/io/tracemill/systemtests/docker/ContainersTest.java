package io.tracemill.systemtests.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.bench.simulate.FleetSimulation;
import io.tracemill.bench.simulate.SimulatedFault;
import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Sha256;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceTelemetry;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.notify.ActiveAlerts;
import io.tracemill.systemtests.notify.AlertTopic;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * The stages in containers of our image, as compose.yaml starts them, against Kafka in another; skipped where no
 * container engine answers.
 */
@Tag("docker")
class ContainersTest {

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

    private static final String CAUSES = "select kind, cause, ranks from diagnoses where cause_number = 1";

    /** A run with a device that is too hot, on one of four nodes. */
    private static final SimulationConfig HOT = new SimulationConfig(
            "hot",
            new FleetShape(8, 2, 1, 12, 12),
            4,
            List.of(new WantedFault(FaultKind.THERMAL_THROTTLING, OptionalDouble.of(0.25))),
            true);

    private static final int ALERTMANAGER_PORT = 9093;

    /** What `topics create` gives each topic. */
    private static final int PARTITIONS = 8;

    @TempDir
    private Path dir;

    @BeforeEach
    void needsAContainerEngine() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
    }

    @Test
    void tracesThroughContainersGiveTheRowsOfAnalyze() throws Exception {
        Path traces = Files.createDirectories(dir.resolve("job"));
        for (int rank = 0; rank < 2; rank++) {
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, 2))
                    .write(traces.resolve("rank" + rank + ".json"), (a, b) -> {});
        }
        try (Containers containers = new Containers()) {
            GenericContainer<?> archive = containers.startToArchive(containers.of("kafka-1"));
            containers.runToItsEnd(containers
                    .of("ingest")
                    .withCommand("ingest", traces.toString())
                    .withCopyFileToContainer(MountableFile.forHostPath(traces, 0755), traces.toString()));

            Path expected = analyzed(traces.toString());
            for (Table<?, ?> table : Datasets.ofTraces()) {
                Containers.awaitRows(archive, expected, table);
            }
        }
    }

    @Test
    void telemetryOfNodesTellsWhyARunIsSlow() throws Exception {
        Path files = dir.resolve("files");
        SimulatedFault fault =
                new FleetSimulation(HOT).write(files, (what, done, all) -> {}).get(0);
        Path telemetry = files.resolve("telemetry");
        Path traces = files.resolve("traces");
        Path expected = analyzed(traces.toString(), telemetry.toString());
        try (Containers containers = new Containers()) {
            GenericContainer<?> archive = containers.startToArchive(containers.of("kafka-1"));
            GenericContainer<?> ingest = containers.startService(
                    containers
                            .of("ingest")
                            .withCopyFileToContainer(MountableFile.forHostPath(telemetry, 0755), "/traces/telemetry"),
                    9472);
            Containers.awaitRows(archive, expected, "select count(*) from telemetry");
            ingest.copyFileToContainer(MountableFile.forHostPath(traces, 0755), "/traces");

            Containers.awaitRows(
                    archive,
                    CAUSES,
                    "kind,cause,ranks\nSLOW_COMPUTE,THERMAL_THROTTLING,"
                            + fault.fault().site().ranks() + "\n");
            Containers.awaitRows(archive, "select distinct state from trace_telemetry", "state\nFULL\n");
            Containers.awaitRows(archive, expected, Datasets.of(TraceTelemetry.class));
            Containers.awaitRows(archive, expected, Datasets.of(Diagnosis.class));
        }
    }

    @Test
    void whatIsPushedScrapedAndBridgedIsInTheArchive() throws Exception {
        Path expected = analyzed(SAMPLE.toString(), "--run", "job", "--rank", "0");
        try (Containers containers = new Containers()) {
            GenericContainer<?> archive = containers.startToArchive(containers.withPorts("kafka-1"));
            containers.startService(containers.withPorts("receive"), 9473);
            sendLine(containers.command("bridge").get(1));
            containers.startService(containers.of("bridge"), 9475);
            containers.startService(
                    containers.of("scrape").withCopyToContainer(Transferable.of(TARGETS), "/targets/targets.json"),
                    9474);
            push();

            for (Table<?, ?> table : Datasets.ofTraces()) {
                if (!OF_OTHER_ROWS.contains(table.name())) {
                    Containers.awaitRows(archive, expected, table);
                }
            }
            Containers.awaitRows(archive, READINGS, """
                    node,quantity,value
                    n1,hw.power,250.0
                    n2,source.up,1.0
                    n3,hw.temperature,61.0
                    """);
        }
    }

    @Test
    void whatFiresIsToldToAlertmanager() throws Exception {
        try (Containers containers = new Containers();
                GenericContainer<?> manager = containers
                        .foreign("alertmanager", "alertmanager/alertmanager.yml", "/etc/alertmanager/alertmanager.yml")
                        .withExposedPorts(ALERTMANAGER_PORT)) {
            containers.startKafka(containers.withPorts("kafka-1"));
            manager.start();
            containers.startService(containers.of("notify"), 9476);
            ActiveAlerts active = new ActiveAlerts(
                    URI.create("http://" + manager.getHost() + ":" + manager.getMappedPort(ALERTMANAGER_PORT)));
            CommandProcesses.awaitTrue(() -> active.severities().containsKey("Watchdog"), manager::getLogs);

            Topics topics = new Topics(Topics.DEFAULT_PREFIX, PARTITIONS, (short) 1);
            try (AlertTopic topic = new AlertTopic(topics, Map.of("bootstrap.servers", "localhost:19092"))) {
                topic.progress(0);
                topic.alert("GPU-1", AlertState.FIRING, AlertLevel.WARNING, 120_000);
            }

            CommandProcesses.awaitTrue(
                    () -> "warning".equals(active.severities().get("device_temperature n1/GPU-1")), manager::getLogs);
        }
    }

    /** An archive of what `analyze` makes of some files; more arguments may follow. */
    private Path analyzed(String... files) {
        Path archive = dir.resolve("expected");
        List<String> args = new ArrayList<>(List.of("analyze", "--quiet", "--out", archive.toString()));
        args.addAll(List.of(files));
        CommandLineRun analyze = CommandLineRun.of(args.toArray(String[]::new));
        assertThat(analyze.code()).as(analyze.err()).isZero();
        return archive;
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
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(request.timeout(Containers.PATIENCE).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
