package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.ranks.Ranks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real broker with the topics of the app, and what its tests send and read there. */
abstract class RealBroker {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final AvroSerde<TraceEventBatch> batches = AvroSerde.of(TraceEventBatch.class);
    final List<Future<RecordMetadata>> sends = new ArrayList<>();
    final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
    private @TempDir Path folder;
    private EmbeddedKafka broker;
    KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> consumer;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedKafka.start(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TOPICS.create(admin);
        }
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topic.MAX_MESSAGE_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG, "test",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(
                TOPICS.name(Topic.TRACES),
                TOPICS.name(Topic.SPANS),
                TOPICS.name(Topic.OPERATOR_STATS),
                TOPICS.name(Topic.RANK_SPREAD),
                TOPICS.name(Topic.DEAD_LETTERS)));
    }

    @AfterEach
    void stop() {
        consumer.close();
        producer.close();
        broker.halt();
        broker.close();
    }

    TopologyJob job() {
        return job("state");
    }

    TopologyJob job(String state) {
        return new TopologyJob(
                new TraceTopology(TraceTopologyConfig.defaults(TOPICS)),
                Map.of(
                        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        StreamsConfig.STATE_DIR_CONFIG, folder.resolve(state).toString(),
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100));
    }

    void send(String key, byte[] value) {
        send(Topic.TRACE_EVENTS, key, value);
    }

    void send(Topic topic, @Nullable String key, byte @Nullable [] value) {
        sends.add(producer.send(new ProducerRecord<>(TOPICS.name(topic), key, value)));
    }

    void sendRank(int rank, long communication) {
        RankSteps steps = Ranks.rank(rank, 4, Ranks.step(null, 1_000, communication, 0));
        send(Topic.RANK_STEPS, "run", AvroSerde.of(RankSteps.class).encode(steps));
    }

    /** Number of ranks whose offsets the app has committed. */
    long ranksTaken(TopologyJob job) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(job.group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(TOPICS.name(Topic.RANK_STEPS), 0));
            return committed == null ? 0 : committed.offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void flush() {
        producer.flush();
        assertThat(sends).allMatch(Future::isDone);
    }

    void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now())
                    .as("time by which it should have happened")
                    .isBefore(end);
            consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
        }
    }

    <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        AvroSerde<T> serde = AvroSerde.of(type);
        return seen.stream()
                .filter(record -> record.topic().equals(TOPICS.name(topic)))
                .map(record -> serde.decode(record.value()))
                .toList();
    }

    List<String> states() {
        return PassRun.table(values(Topic.TRACES, TraceInfo.class), "trace_id", "state", "batches");
    }
}
