package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.pass.TestTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job runs any topology, next to others on the same cluster. */
class TopologyJobTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private @TempDir Path folder;
    private EmbeddedKafka broker;
    private KafkaProducer<String, byte[]> producer;

    /** Topology that counts the readings of each device. A record without bytes cannot be processed. */
    private record ReadingCounts(TopologyCounts counts, Map<String, Long> seen) implements TopologyDefinition {

        private static final String STORE = "readings";

        ReadingCounts() {
            this(new TopologyCounts(), new ConcurrentHashMap<>());
        }

        @Override
        public String name() {
            return "reading-counts";
        }

        @Override
        public Topics topics() {
            return TOPICS;
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        }

        @Override
        public Topology build() {
            return new Topology()
                    .addSource(
                            "fleet",
                            new StringDeserializer(),
                            new ByteArrayDeserializer(),
                            TOPICS.name(Topic.FLEET_TELEMETRY))
                    .addProcessor("count", () -> new Counting(this), "fleet")
                    .addStateStore(
                            Stores.keyValueStoreBuilder(
                                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long()),
                            "count");
        }
    }

    /** Processor that counts records by key. */
    private static final class Counting extends ContextualProcessor<String, byte[], Void, Void> {

        private final ReadingCounts counts;

        Counting(ReadingCounts counts) {
            this.counts = counts;
        }

        @Override
        public void process(Record<String, byte[]> reading) {
            if (!reading.key().startsWith("gpu")) {
                return; // windows of a trace
            }
            if (reading.value().length == 0) {
                throw new IllegalArgumentException("a reading must not be empty");
            }
            KeyValueStore<String, Long> store = context().getStateStore(ReadingCounts.STORE);
            Long before = store.get(reading.key());
            store.put(reading.key(), before == null ? 1 : before + 1);
            counts.seen().put(reading.key(), store.get(reading.key()));
            counts.counts().processed(context(), reading.timestamp());
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedKafka.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TOPICS.create(admin);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        broker.halt();
        broker.close();
    }

    private TopologyJob job(TopologyDefinition definition) {
        return new TopologyJob(
                definition,
                Map.of(
                        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString(),
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100));
    }

    private void send(Topic topic, String key, byte[] value) {
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(TOPICS.name(topic), key, value));
        assertThat(sent).succeedsWithin(PATIENCE);
    }

    private void sendTrace(String id) {
        AvroSerde<TraceEventBatch> batches = AvroSerde.of(TraceEventBatch.class);
        for (TraceEventBatch batch : new TestTrace(id).operator("linear", 0, 10).inOneBatch()) {
            send(Topic.TRACE_EVENTS, id, batches.encode(batch));
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now())
                    .as("time by which it should have happened")
                    .isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static long complete(TraceTopology traces) {
        return traces.counts().traces().getOrDefault(TraceState.COMPLETE, 0L);
    }

    private static Set<String> topics(TopologyJob job) {
        return job.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    @Test
    void aSecondTopologyRunsBesideTheFirstWithAnIdAndStateOfItsOwn() {
        TraceTopology traces = new TraceTopology(TraceTopologyConfig.defaults(TOPICS));
        ReadingCounts fleet = new ReadingCounts();
        try (TopologyJob first = job(traces)) {
            first.start();
            try (TopologyJob second = job(fleet)) {
                second.start();
                sendTrace("a");
                List.of("gpu0", "gpu0", "gpu1").forEach(device -> send(Topic.FLEET_TELEMETRY, device, new byte[1]));
                await(() -> complete(traces) == 1 && fleet.seen().equals(Map.of("gpu0", 2L, "gpu1", 1L)));
                assertThat(first.group()).isEqualTo("tracemill.topology");
                assertThat(second.group()).isEqualTo("tracemill.reading-counts");
                await(() -> topics(first)
                        .equals(Set.of("tracemill.trace-events", "tracemill.rank-steps", "tracemill.collectives")));
                await(() -> topics(second).equals(Set.of("tracemill.fleet-telemetry")));
            }
            sendTrace("b");
            await(() -> complete(traces) == 2);
            assertThat(first.failure()).isEmpty();
        }
        ReadingCounts restarted = new ReadingCounts();
        try (TopologyJob second = job(restarted)) {
            second.start();
            send(Topic.FLEET_TELEMETRY, "gpu0", new byte[1]);
            await(() -> restarted.seen().equals(Map.of("gpu0", 3L)));
        }
    }

    @Test
    void anyTopologyMakesADeadLetterOfARecordThatFailsAndGoesOn() {
        ReadingCounts fleet = new ReadingCounts();
        try (TopologyJob job = job(fleet)) {
            job.start();
            send(Topic.FLEET_TELEMETRY, "gpu0", new byte[0]);
            send(Topic.FLEET_TELEMETRY, "gpu0", new byte[1]);
            await(() -> fleet.seen().equals(Map.of("gpu0", 1L)));
            assertThat(fleet.counts().deadLetters()).isEqualTo(Map.of(RejectReason.PROCESSING, 1L));
            assertThat(fleet.counts().written()).containsOnlyKeys(Topic.DEAD_LETTERS);
            assertThat(job.failures()).isEqualTo(1);
            assertThat(job.failed()).isFalse();
        }
    }

    @Test
    void settingsOfATopologyOverruleThoseOfEveryJob() {
        TraceTopology traces = new TraceTopology(TraceTopologyConfig.defaults(TOPICS));
        ReadingCounts fleet = new ReadingCounts();
        assertThat(TestDrivers.settings(fleet))
                .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "tracemill.reading-counts")
                .containsEntry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2)
                .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .doesNotContainKey(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG);
        assertThat(TestDrivers.settings(traces))
                .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "tracemill.topology")
                .containsEntry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8);
    }
}
