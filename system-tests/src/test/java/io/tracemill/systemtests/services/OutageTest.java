package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.SmallTraces;
import io.tracemill.systemtests.bridge.BridgedTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command with exactly the rights it needs, and a network that is away for longer than any request is repeated.
 * {@code -Dtracemill.outage=60} leaves the clients their own patience, and takes the network away for that many
 * seconds.
 */
class OutageTest {

    private static final int OUTAGE_SECONDS = Integer.getInteger("tracemill.outage", 0);

    private static final int POINTS = 6_000;

    private static final String[] IMPATIENT = {
        "request.timeout.ms=1500",
        "default.api.timeout.ms=4000",
        "delivery.timeout.ms=2000",
        "max.block.ms=2000",
        "producer.transaction.timeout.ms=5000",
        "reconnect.backoff.max.ms=300",
        "session.timeout.ms=6000",
        "fetch.min.bytes=1"
    };

    @TempDir
    private Path dir;

    private BreakableNetwork network;
    private EmbeddedKafka kafka;
    private CommandProcesses services;

    @BeforeEach
    void startBroker() throws IOException {
        Set<String> users =
                CommandRights.COMMANDS.stream().map(OutageTest::user).collect(Collectors.toSet());
        network = new BreakableNetwork();
        kafka = SecuredBroker.prepare(dir.resolve("broker"), users, network.address());
        kafka.start();
        network.leadTo(kafka.bootstrapServers());
        services = new CommandProcesses(dir);
    }

    @AfterEach
    void endAll() throws IOException {
        services.killAll();
        network.close();
        kafka.close();
    }

    private static String user(String command) {
        return command.replace(' ', '-');
    }

    private String[] as(String command, String... arguments) throws IOException {
        Path client = SecuredBroker.clientFile(
                dir.resolve(user(command) + ".properties"),
                SecuredBroker.client(user(command)),
                OUTAGE_SECONDS == 0 ? IMPATIENT : new String[0]);
        List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-server", network.address(), "--command-config", client.toString()));
        return all.toArray(String[]::new);
    }

    private Map<String, Object> admin() {
        Map<String, Object> client = new HashMap<>(SecuredBroker.client(SecuredBroker.ADMIN));
        client.put("bootstrap.servers", network.address());
        return client;
    }

    private void grant() throws Exception {
        try (Admin admin = Admin.create(admin())) {
            for (String command : CommandRights.COMMANDS) {
                SecuredBroker.allow(admin, CommandRights.of(command, "tracemill.", "User:" + user(command)));
            }
        }
    }

    private void spoil(String topic) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(admin(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "no bottleneck")).get();
        }
    }

    /** A flood of points of one node, each of another second, which a bridge is to carry; it waits out an outage. */
    @SuppressWarnings("FutureReturnValueIgnored") // closing the producer waits for all
    private void flood() {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(admin(), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < POINTS; i++) {
                long time = (1_700_000_000L + i) * 1_000_000_000L;
                producer.send(new ProducerRecord<>(CommandRights.SENDERS, "m,host=n1 value=" + i + " " + time));
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static void write(Path traces, int rank) throws IOException {
        Path file = traces.resolve("rank" + rank + ".json");
        new TraceGenerator(GeneratorConfig.of(4_000_000, rank + 1).withRank(rank, 2)).write(file, (a, b) -> {});
    }

    private String deadLetters() throws IOException {
        Path client = SecuredBroker.clientFile(dir.resolve("admin.properties"), SecuredBroker.client("admin"));
        return CommandLineRun.of(
                        "tail",
                        "dead-letters",
                        "--from-beginning",
                        "--until-end",
                        "--bootstrap-server",
                        network.address(),
                        "--command-config",
                        client.toString())
                .out();
    }

    /** Another trace comes while the broker cannot be reached, until that trace has been tried in vain. */
    private void outage(Process ingest, List<Process> watched, Path traces) throws Exception {
        network.fail();
        write(traces, 1);
        if (OUTAGE_SECONDS == 0) {
            services.awaitLog(ingest, ": will be retried: " + network.address() + ": no answer from the brokers");
        } else {
            TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
        }
        for (Process service : watched) {
            services.awaitLog(service, "the lag is unknown, because the brokers do not answer: ");
        }
        network.recover();
        for (Process service : watched) {
            services.awaitLog(service, "the brokers answer again");
        }
    }

    private Path analyzed(Path traces) {
        Path expected = dir.resolve("expected");
        CommandLineRun run =
                CommandLineRun.of("analyze", traces.toString(), "--out", expected.toString(), "--max-rejected", "60");
        assertThat(run.code()).as(run.err()).isZero();
        return expected;
    }

    @Test
    void servicesWithNoMoreRightsThanTheyNeedOutliveAnOutageInTheMiddleOfTheirWork() throws Exception {
        grant();
        assertThat(CommandLineRun.of(as("topics create", "--partitions", "2")).code())
                .isZero();
        assertThat(CommandLineRun.of(as("topics verify", "--partitions", "2")).code())
                .isZero();
        Path out = dir.resolve("out");
        Path traces = dir.resolve("traces");
        Path broken = Files.createDirectories(traces.resolve("broken")).resolve("rank7.json");
        Files.writeString(broken, SmallTraces.PAIR.replaceFirst("\\[\\s", "[{\"ph\":\"X\",\"ts\":\"?\"},"));
        Process stream = services.start(as("stream", "--http", "127.0.0.1:0"));
        Process archive =
                services.start(as("archive", "--out", out.toString(), "--roll-idle", "1s", "--http", "127.0.0.1:0"));
        Process ingest =
                services.start(as("ingest", traces.toString(), "--watch", "--settle", "300ms", "--max-rejected", "60"));
        services.awaitLog(ingest, broken + ": 2 events published");
        spoil("tracemill.bottlenecks");

        Path run = Files.createDirectories(traces.resolve("run"));
        write(run, 0);
        services.awaitLog(ingest, "rank0.json: ");
        outage(ingest, List.of(stream, archive), run);

        Path expected = analyzed(traces);
        awaitTrue(
                () -> {
                    assertThat(stream.isAlive()).as(() -> services.log(stream)).isTrue();
                    return ArchiveRows.checksums(out).equals(ArchiveRows.checksums(expected));
                },
                () -> "archived: " + ArchiveRows.checksums(out) + "\nexpected: " + ArchiveRows.checksums(expected)
                        + "\n" + services.logs());
        assertThat(deadLetters().lines().distinct()).hasSize(2); // those of the archive come at least once
        CommandLineRun tail = CommandLineRun.of(as("tail bottlenecks", "--from-beginning", "--until-end"));
        assertThat(tail.err()).contains(": skipped: ").hasLineCount(1);
        assertThat(tail.code()).isZero();
        for (Process service : List.of(ingest, stream, archive)) {
            services.terminate(service);
        }
    }

    @Test
    void aBridgeWithNoMoreRightsThanItNeedsOutlivesAnOutageInTheMiddleOfItsWork() throws Exception {
        grant();
        assertThat(CommandLineRun.of(as("topics create", "--partitions", "2")).code())
                .isZero();
        try (Admin admin = Admin.create(admin())) {
            admin.createTopics(List.of(new NewTopic(CommandRights.SENDERS, 1, (short) 1)))
                    .all()
                    .get();
        }
        BridgedTopics topics = new BridgedTopics(admin(), "tracemill.");
        Process bridge = services.start(as("bridge", CommandRights.SENDERS, "--http", "127.0.0.1:0"));
        services.awaitLog(bridge, "tracemill bridge: running");
        Thread flood = new Thread(this::flood, "flood");
        flood.start();
        awaitTrue(() -> topics.readings().size() > POINTS / 20, services::logs);

        network.fail();
        services.awaitLog(bridge, "the lag is unknown, because the brokers do not answer: ");
        network.recover();
        services.awaitLog(bridge, "the brokers answer again");
        flood.join();

        awaitTrue(() -> topics.readings().size() >= POINTS, services::logs);
        assertThat(topics.readings()).hasSize(POINTS).doesNotHaveDuplicates();
        services.terminate(bridge);
    }
}
