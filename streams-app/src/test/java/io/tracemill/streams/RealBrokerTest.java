package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.pass.RandomTraces;
import io.tracemill.streams.pass.TestTrace;
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
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app on a real broker: exactly once over restarts, and dead letters in the same transaction. */
class RealBrokerTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AvroSerde<TraceEventBatch> batches = AvroSerde.of(TraceEventBatch.class);
    private final List<Future<RecordMetadata>> sends = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
    private @TempDir Path folder;
    private EmbeddedKafka broker;
    private KafkaProducer<String, byte[]> producer;
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

    private TopologyJob job() {
        return new TopologyJob(
                new TraceTopology(TraceTopologyConfig.defaults(TOPICS)),
                Map.of(
                        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString(),
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100));
    }

    private void send(String key, byte[] value) {
        send(Topic.TRACE_EVENTS, key, value);
    }

    private void send(Topic topic, @Nullable String key, byte @Nullable [] value) {
        sends.add(producer.send(new ProducerRecord<>(TOPICS.name(topic), key, value)));
    }

    private void sendRank(int rank, long communication) {
        RankSteps steps = Ranks.rank(rank, 4, Ranks.step(null, 1_000, communication, 0));
        send(Topic.RANK_STEPS, "run", AvroSerde.of(RankSteps.class).encode(steps));
    }

    /** Number of ranks whose offsets the app has committed. */
    private long ranksTaken(TopologyJob job) {
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

    private void flush() {
        producer.flush();
        assertThat(sends).allMatch(Future::isDone);
    }

    private void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now())
                    .as("time by which it should have happened")
                    .isBefore(end);
            consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
        }
    }

    private <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        AvroSerde<T> serde = AvroSerde.of(type);
        return seen.stream()
                .filter(record -> record.topic().equals(TOPICS.name(topic)))
                .map(record -> serde.decode(record.value()))
                .toList();
    }

    private List<String> states() {
        return PassRun.table(values(Topic.TRACES, TraceInfo.class), "trace_id", "state", "batches");
    }

    @Test
    void aTraceSurvivesTheEndOfTheAppInItsMiddle() {
        List<TraceEventBatch> sent = RandomTraces.mixed("t", 400).batches(5);
        int half = sent.size() / 2;
        sent.subList(0, half).forEach(batch -> send("t", batches.encode(batch)));
        flush();
        long spansBefore;
        try (TopologyJob first = job()) {
            first.start();
            await(() -> !values(Topic.SPANS, SpanBatch.class).isEmpty());
            spansBefore = seen.size();
        }
        send("t", new byte[] {1, 2, 3});
        sent.subList(half, sent.size()).forEach(batch -> send("t", batches.encode(batch)));
        flush();
        try (TopologyJob second = job()) {
            second.start();
            await(() -> states().contains("t COMPLETE " + sent.size()));
            await(() -> !values(Topic.DEAD_LETTERS, DeadLetter.class).isEmpty());
            assertThat(second.failed()).isFalse();
            assertThat(second.failures()).isEqualTo(1);
        }
        assertThat(spansBefore).isPositive();
        assertThat(PassRun.spans(values(Topic.SPANS, SpanBatch.class)))
                .isEqualTo(PassRun.of(sent, PassConfig.defaults()).spans());
        assertThat(PassRun.table(values(Topic.DEAD_LETTERS, DeadLetter.class), "reason", "trace_id"))
                .containsExactly("deserialisation t");
    }

    @Test
    void aRunSurvivesTheEndOfTheAppBetweenItsRanks() {
        sendRank(3, 205);
        sendRank(2, 10);
        flush();
        try (TopologyJob first = job()) {
            first.start();
            await(() -> ranksTaken(first) == 2);
        }
        sendRank(2, 10);
        sendRank(0, 200);
        sendRank(1, 210);
        flush();
        try (TopologyJob second = job()) {
            second.start();
            await(() -> !values(Topic.RANK_SPREAD, RankSpread.class).isEmpty());
            assertThat(second.failures()).isZero();
        }
        assertThat(PassRun.table(values(Topic.RANK_SPREAD, RankSpread.class), "ranks", "complete", "left_out"))
                .containsExactly("4 true 1");
    }

    @Test
    void aSpanLargerThanAnyRecordDoesNotStopTheApp() {
        String huge = "{\"k\":\"" + "x".repeat(Topic.MAX_MESSAGE_BYTES - 2_000) + "\"}";
        List<TraceEventBatch> sent =
                new TestTrace("t").operator("huge", 0, 10).withArgs(huge).inOneBatch();
        sent.forEach(batch -> send("t", batches.encode(batch)));
        flush();
        try (TopologyJob job = job()) {
            job.start();
            await(() -> states().contains("t COMPLETE 1"));
            assertThat(job.failures()).isZero();
        }
        assertThat(values(Topic.SPANS, SpanBatch.class)
                        .get(0)
                        .getSpans()
                        .get(0)
                        .getEvent()
                        .getArgs())
                .isEqualTo("{\"tracemill_args_left_out_bytes\":" + huge.length() + "}");
    }

    @Test
    void noRecordOnAnyTopicStopsTheApp() {
        List<TraceEventBatch> healthy = RandomTraces.mixed("healthy", 200).batches(50);
        send("healthy", batches.encode(healthy.get(0)));
        Poison.records().forEach(record -> send(record.topic(), record.key(), record.value()));
        healthy.subList(1, healthy.size()).forEach(batch -> send("healthy", batches.encode(batch)));
        for (int rank = 0; rank < 4; rank++) {
            sendRank(rank, 100 + rank);
        }
        flush();
        try (TopologyJob job = job()) {
            job.start();
            await(() -> states().contains("healthy COMPLETE " + healthy.size()));
            await(() -> !values(Topic.RANK_SPREAD, RankSpread.class).isEmpty());
            assertThat(job.failed()).isFalse();
        }
        assertThat(PassRun.spans(values(Topic.SPANS, SpanBatch.class).stream()
                        .filter(batch -> batch.getTraceId().equals("healthy"))
                        .toList()))
                .isEqualTo(PassRun.of(healthy, PassConfig.defaults()).spans());
        assertThat(PassRun.table(values(Topic.RANK_SPREAD, RankSpread.class), "run", "ranks", "complete"))
                .containsExactly("run 4 true");
        assertThat(PassRun.table(values(Topic.TRACES, TraceInfo.class), "trace_id", "state"))
                .contains("late BROKEN", "endless BROKEN");
        Map<String, Long> reasons = values(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .collect(Collectors.groupingBy(DeadLetter::getReason, Collectors.counting()));
        assertThat(reasons)
                .containsEntry("identity", 12L)
                .containsEntry("rank_steps", 3L)
                .containsKeys("deserialisation", "processing");
    }
}
