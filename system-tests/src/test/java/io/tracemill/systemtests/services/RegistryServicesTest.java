package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.Main;
import io.tracemill.cli.registry.RegistryStub;
import io.tracemill.schemas.Topic;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.SmallTraces;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every stage against a cluster that has a schema registry. */
class RegistryServicesTest {

    @TempDir
    private Path dir;

    private RegistryStub registry;
    private LocalCluster services;

    @BeforeEach
    void start() throws IOException {
        registry = new RegistryStub();
        services = new LocalCluster(dir, "--schema-registry", registry.url());
    }

    @AfterEach
    void end() {
        services.close();
        registry.close();
    }

    @Test
    void tracesThroughAllStagesGiveTheRowsThatTheyGiveWithoutARegistry() throws Exception {
        Path traces = services.traces("job", 2);
        services.out("topics", "create", "--partitions", "2");
        assertThat(registry.artifacts()).hasSize(Topic.values().length);
        sendWithAnUnknownId();
        services.start("stream");
        Path out = dir.resolve("out");
        Process archive = services.start("archive", "--out", out.toString(), "--roll-idle", "1s");
        services.out("ingest", traces.toString());
        services.awaitComplete(2);
        assertThat(services.run("ingest", traces.toString()).err().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("already finished as trace "));

        Path expected = dir.resolve("expected");
        assertThat(CommandLineRun.of("analyze", traces.toString(), "--out", expected.toString(), "--quiet")
                        .code())
                .isZero();
        CommandProcesses.awaitTrue(() -> Datasets.ofTraces().stream()
                .allMatch(table -> ArchiveRows.of(out, table).equals(ArchiveRows.of(expected, table))));
        archive.destroy();
        assertThat(archive.waitFor(10, TimeUnit.SECONDS)).isTrue();
        for (Table<?, ?> table : Datasets.ofTraces()) {
            assertThat(ArchiveRows.of(out, table)).as(table.name()).isEqualTo(ArchiveRows.of(expected, table));
        }
        assertThat(ArchiveRows.of(expected, Datasets.SPANS)).isNotEmpty();
        assertThat(services.out("tail", "dead-letters", "--from-beginning", "--until-end")
                        .lines())
                .singleElement()
                .asString()
                .contains("\"reason\":\"deserialisation\"", "No content with ID '99' was found.");
        for (Topic topic :
                List.of(Topic.DEAD_LETTERS, Topic.SPANS, Topic.BOTTLENECKS, Topic.TRACES, Topic.RANK_SPREAD)) {
            assertThat(idsIn("tracemill." + topic.suffix()))
                    .as(topic.suffix())
                    .isEqualTo(registry.artifacts().get("tracemill." + topic.suffix() + "-value"));
        }
    }

    private void sendWithAnUnknownId() throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", services.server());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("tracemill.trace-events", new byte[] {0, 0, 0, 0, 99, 1}))
                    .get();
        }
    }

    /** Ids of schemas that the records of a topic begin with, after their zero. */
    private List<Integer> idsIn(String topic) {
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                services.server(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            consumer.seekToBeginning(consumer.assignment());
            Set<Integer> ids = new TreeSet<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    ByteBuffer value = ByteBuffer.wrap(record.value());
                    assertThat(value.get()).isZero();
                    ids.add(value.getInt());
                }
            }
            return List.copyOf(ids);
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerOrRejectsIsReportedInALineBeforeAnythingIsDone() throws IOException {
        services.out("topics", "create", "--partitions", "1");
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        registry.close();

        for (String[] command : List.of(
                new String[] {"stream"},
                new String[] {"archive", "--out", dir.resolve("out").toString()},
                new String[] {"ingest", trace.toString()})) {
            CommandLineRun run = services.run(command);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("tracemill: " + registry.url()
                            + ": no answer from the schema registry: is it running, and reachable from here?"
                            + " (ConnectException)\n");
        }
    }

    @Test
    void anIncompatibleSchemaIsRejectedByTheRegistryAndNamed() {
        registry.register("tracemill.spans-value", "\"string\"");

        CommandLineRun run = services.run("topics", "create");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "tracemill: " + registry.url() + ": the schema registry rejected the schema of tracemill.spans"
                                + " (409): Incompatible artifact: tracemill.spans-value [AVRO], num of incompatible diffs: {1}\n");
    }

    @Test
    void withoutTheRegistrySuchRecordsAreLeftOutAndALineSaysWhy() throws IOException {
        services.out("topics", "create", "--partitions", "1");
        services.out(
                "ingest",
                Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR).toString());

        CommandLineRun plain = CommandLineRun.of(
                "tail", "trace-events", "--from-beginning", "--until-end", "--bootstrap-server", services.server());

        assertThat(plain.out()).isEmpty();
        assertThat(plain.err())
                .isEqualTo("tracemill tail: tracemill.trace-events-0: offset 0: skipped: not a TraceEventBatch:"
                        + " it begins with the id of a schema in a registry, and none is configured\n");
    }

    @Test
    void whatIsNoUrlIsRejected() {
        CommandLineRun run = CommandLineRun.of(
                "tail", "spans", "--bootstrap-server", "127.0.0.1:1", "--schema-registry", "registry:8080");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("tracemill tail: invalid value for option '--schema-registry': must be a URL such as"
                        + " http://registry:8080 but was \"registry:8080\"\n");
    }

    @Test
    void analyzeRunsWhereThereIsNoClientOfARegistry() throws Exception {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("apicurio") && !entry.contains("kiota"))
                .collect(Collectors.joining(File.pathSeparator));
        Path log = dir.resolve("analyze.log");

        Process analyze = services.start(
                dir,
                log,
                List.of(
                        CommandProcesses.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        "analyze",
                        trace.toString(),
                        "--out",
                        dir.resolve("out").toString(),
                        "--quiet"));

        assertThat(classPath).doesNotContain("apicurio").isNotEqualTo(System.getProperty("java.class.path"));
        assertThat(analyze.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(analyze.exitValue()).as(Files.readString(log)).isZero();
    }
}
