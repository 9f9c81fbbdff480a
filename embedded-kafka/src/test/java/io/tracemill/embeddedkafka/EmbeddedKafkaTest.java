package io.tracemill.embeddedkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);

    @TempDir
    Path dir;

    @Test
    void topicsAreCreatedAsTheyAreVerified() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TOPICS.create(admin);

            assertThat(TOPICS.verify(admin)).isEmpty();
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(kafka.clusterId());
        }
    }

    @Test
    void whatIsAskedOfANewTopicIsAnsweredAtOnce() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                Admin impatient = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers(), "retries", 0))) {
            TOPICS.create(admin);

            TopicPartition partition = new TopicPartition(TOPICS.name(Topic.TRACE_EVENTS), 1);
            assertThat(impatient
                            .listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset())
                    .isZero();
        }
    }

    @Test
    void aBrokerWhosePortIsTakenMovesToAnother() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.prepare(dir);
        String before = kafka.bootstrapServers();
        int port = Integer.parseInt(before.substring(before.indexOf(':') + 1));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(taken.isBound()).isTrue();
            kafka.start();
        }

        try (kafka;
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(kafka.bootstrapServers()).isNotEqualTo(before);
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(kafka.clusterId());
        }
    }

    @Test
    void aCommittedTransactionIsReadAndAnAbortedOneIsNot() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(EmbeddedKafka.coordinatorTopics()).all().get();
            TOPICS.create(admin);
            String topic = TOPICS.name(Topic.TRACES);
            try (KafkaProducer<String, String> producer = transactionalProducer(kafka)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, "trace", "aborted")).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, "trace", "committed")).get();
                producer.commitTransaction();
            }

            assertThat(readCommitted(kafka, topic)).containsExactly("committed");
        }
    }

    @Test
    void aBrokerThatIsStartedAgainIsWhereItWasWithWhatItHeld() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.prepare(dir, Map.of("message.max.bytes", "1000000"));
        kafka.start();
        String before = kafka.bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", before))) {
            TOPICS.create(admin);
            kafka.close();
            kafka.start();

            assertThat(kafka.bootstrapServers()).isEqualTo(before);
            assertThat(TOPICS.verify(admin)).isEmpty();
            assertThat(admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.BROKER, "1")))
                            .all()
                            .get()
                            .values())
                    .flatExtracting(Config::entries)
                    .extracting(ConfigEntry::name, ConfigEntry::value)
                    .contains(tuple("message.max.bytes", "1000000"));
        } finally {
            kafka.close();
        }
    }

    @Test
    void twoClustersRunSideBySide() throws Exception {
        try (EmbeddedKafka one = EmbeddedKafka.start(dir.resolve("one"));
                EmbeddedKafka two = EmbeddedKafka.start(dir.resolve("two"))) {
            assertThat(one.clusterId()).isNotEqualTo(two.clusterId());
            assertThat(one.bootstrapServers()).isNotEqualTo(two.bootstrapServers());
        }
    }

    @Test
    void aHaltedBrokerLetsItsDirectoryBeDeletedAndThisProcessLive() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TOPICS.create(admin);
        }

        kafka.halt();
        kafka.close();
        delete(dir.resolve("broker"));

        assertThat(dir.resolve("broker")).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamedInOneLine() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(file.resolve("below")))
                .isInstanceOf(IOException.class)
                .hasMessage(file.resolve("below") + ": cannot be written (FileSystemException: " + file.resolve("below")
                        + ": Not a directory)");
    }

    private static KafkaProducer<String, String> transactionalProducer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> readCommitted(EmbeddedKafka kafka, String topic) {
        List<String> values = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "test",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (values.isEmpty()) {
                for (ConsumerRecord<String, String> row : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(row.value());
                }
            }
        }
        return values;
    }

    /** Deletes a directory, in several attempts, because the broker may still write to it. */
    private static void delete(Path dir) throws IOException {
        while (Files.exists(dir)) {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (UncheckedIOException | NoSuchFileException | DirectoryNotEmptyException e) {
                assertThat(dir).isDirectory();
            }
        }
    }
}
