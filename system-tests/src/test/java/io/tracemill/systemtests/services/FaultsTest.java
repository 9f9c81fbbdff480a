package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topic;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say when the cluster, or a directory, is not as they need it. */
class FaultsTest {

    @TempDir
    private static Path dir;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
        Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
    }

    @AfterAll
    static void endBroker() {
        kafka.close();
    }

    private static List<String[]> services() {
        return List.of(
                new String[] {"ingest", dir.resolve("pair.json").toString()},
                new String[] {"stream"},
                new String[] {"archive", "--out", dir.resolve("out").toString()});
    }

    private static String failure(String[] command, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        return run.err();
    }

    private static String failureAt(String prefix, String... command) {
        return failure(command, "--bootstrap-server", kafka.bootstrapServers(), "--prefix", prefix);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() throws IOException {
        Path impatient = Files.writeString(
                dir.resolve("impatient.properties"), "default.api.timeout.ms=600\nrequest.timeout.ms=300\n");
        List<String[]> commands = new ArrayList<>(services());
        commands.add(new String[] {"topics", "create"});
        commands.add(new String[] {"tail", "spans"});
        for (String[] command : commands) {
            assertThat(failure(command, "--bootstrap-server", "127.0.0.1:1", "--command-config", impatient.toString()))
                    .matches("tracemill: 127\\.0\\.0\\.1:1: no answer from the brokers: is the cluster running, and "
                            + "reachable from here\\? \\(Timed out waiting for a node assignment\\. Call: \\w+\\)\n");
        }
    }

    @Test
    void topicsThatAreMissingAreNamedWithTheCommandThatMakesThem() throws Exception {
        for (String[] service : services()) {
            String first = service[0].equals("archive") ? "spans" : "trace-events";
            assertThat(failureAt("none.", service))
                    .isEqualTo("tracemill: none." + first + ": does not exist; 'tracemill topics create' creates it\n");
        }
        assertThat(failureAt("none.", "tail", "spans"))
                .isEqualTo("tracemill: none.spans: does not exist; 'tracemill topics create' creates it\n");
    }

    @Test
    void topicsWithOtherSettingsAreNamedWithWhatIsExpected() throws Exception {
        String[] create = {
            "topics",
            "create",
            "--partitions",
            "1",
            "--prefix",
            "other.",
            "--bootstrap-server",
            kafka.bootstrapServers()
        };
        assertThat(CommandLineRun.of(create))
                .isEqualTo(new CommandLineRun(0, "", "tracemill topics: OK: " + Topic.values().length + " topics\n"));
        set("other.traces", "message.timestamp.type", "CreateTime");
        set("other.dead-letters", "max.message.bytes", "1000");

        for (String[] service : services()) {
            assertThat(failureAt("other.", service))
                    .isEqualTo("tracemill: other.traces: message.timestamp.type is CreateTime, expected LogAppendTime"
                            + " (and 1 more); see 'tracemill topics verify'\n");
        }
        create[1] = "verify";
        create[3] = "2";
        assertThat(CommandLineRun.of(create).out()).doesNotContain("replicas");
        assertThat(CommandLineRun.of(with(new String[] {"--replication", "3"}, create))
                        .out()
                        .lines())
                .contains(
                        "other.spans: has fewer than 3 replicas",
                        "other.spans: has 1 partitions, expected 2",
                        "other.traces: message.timestamp.type is CreateTime, expected LogAppendTime",
                        "other.dead-letters: max.message.bytes is 1000, expected 4194304");
    }

    private static void set(String topic, String key, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Test
    void aFileInPlaceOfADirectoryIsNamed() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThat(failureAt("none.", "archive", "--out", file.toString()))
                .isEqualTo("tracemill: " + file + ": cannot write the archive here\n");
    }

    @Test
    void settingsOfTheClientThatDoNotFitTogetherAreNamed() throws Exception {
        Path odd = Files.writeString(dir.resolve("odd.properties"), "default.api.timeout.ms=5000\n");
        String[] cluster = {"--bootstrap-server", kafka.bootstrapServers(), "--prefix", "odd."};
        assertThat(CommandLineRun.of(with(cluster, "topics", "create")).code()).isZero();
        for (String[] service : services()) {
            if (!service[0].equals("ingest")) { // has no use for the one that does not fit
                assertThat(failureAt("odd.", with(new String[] {"--command-config", odd.toString()}, service)))
                        .endsWith("tracemill: Kafka client properties: The specified value of "
                                + "default.api.timeout.ms must be no smaller than the value of request.timeout.ms.\n");
            }
        }
    }

    @Test
    void aTopicThatIsDeletedUnderAServiceIsNamed() throws Exception {
        String[] cluster = {"--bootstrap-server", kafka.bootstrapServers(), "--prefix", "deleted."};
        assertThat(CommandLineRun.of(with(cluster, "topics", "create")).code()).isZero();
        Path alert = Files.writeString(
                dir.resolve("alert.properties"),
                "metadata.max.age.ms=500\ndefault.api.timeout.ms=5000\nrequest.timeout.ms=4000\n");
        String[] client = with(cluster, "--command-config", alert.toString());
        CommandProcesses services = new CommandProcesses(dir);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Process archive = services.start(
                    with(client, "archive", "--out", dir.resolve("deleted").toString()));
            Process stream = services.start(with(client, "stream"));
            services.awaitLog(archive, "running");
            services.awaitLog(stream, "running");
            admin.deleteTopics(List.of("deleted.traces", "deleted.trace-events"))
                    .all()
                    .get();

            awaitTrue(() -> !archive.isAlive() && !stream.isAlive());
            assertThat(archive.exitValue()).isEqualTo(1);
            assertThat(services.log(archive))
                    .endsWith("tracemill: deleted.traces: was deleted; 'tracemill topics create' creates it again\n");
            assertThat(stream.exitValue()).isEqualTo(1);
            assertThat(services.log(stream))
                    .endsWith(
                            "tracemill: " + kafka.bootstrapServers() + ": a topic that the topology reads was deleted;"
                                    + " 'tracemill topics create' creates it again\n");
        } finally {
            services.killAll();
        }
    }

    @Test
    void recordsThatAreGoneBeforeAnArchiveBeginsAreNamed() throws Exception {
        String[] cluster = {"--bootstrap-server", kafka.bootstrapServers(), "--prefix", "late."};
        assertThat(CommandLineRun.of(with(cluster, "topics", "create", "--partitions", "1"))
                        .code())
                .isZero();
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("late.spans", "key", "too late")).get();
            admin.deleteRecords(Map.of(new TopicPartition("late.spans", 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        CommandProcesses services = new CommandProcesses(dir);
        try {
            Process archive = services.start(
                    with(cluster, "archive", "--out", dir.resolve("late").toString()));
            services.awaitLog(archive, "late.spans-0: the log begins at 1; ");
        } finally {
            services.killAll();
        }
    }

    private static String[] with(String[] last, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(last));
        return all.toArray(String[]::new);
    }
}
