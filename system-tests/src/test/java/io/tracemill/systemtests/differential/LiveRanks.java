package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Broker, topology and archive as services; nobody tells them that a run ends, its last rank does. */
final class LiveRanks implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);

    private final Path dir;
    private final EmbeddedKafka kafka;
    private final Map<String, Object> client;
    private final TopologyJob topology;

    private LiveRanks(Path dir, EmbeddedKafka kafka) throws Exception {
        this.dir = dir;
        this.kafka = kafka;
        client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TOPICS.create(admin);
        }
        topology = new TopologyJob(
                new TraceTopology(TraceTopologyConfig.defaults(TOPICS)),
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "state.dir", dir.resolve("state").toString()));
        topology.start();
    }

    static LiveRanks start(Path dir) throws Exception {
        return new LiveRanks(dir, EmbeddedKafka.start(dir.resolve("broker")));
    }

    /** Ingests files in this order. */
    void ingest(List<Path> files) throws Exception {
        IngestConfig config = IngestConfig.defaults().withLimits(limits -> limits.withTempDir(dir));
        try (IngestJob job =
                new IngestJob(config, () -> new KafkaPublisher(TOPICS, client), id -> false, IngestProgress.NONE)) {
            for (Path file : files) {
                job.ingest(file);
            }
        }
    }

    /** What a subscriber sees of how the ranks differ, once the run is final: the whole run first. */
    List<RankSpread> spread() {
        Instant end = Instant.now().plus(PATIENCE);
        List<RankSpread> rows = List.of();
        while (rows.stream().noneMatch(row -> row.getStep() == null)) {
            assertThat(Instant.now()).isBefore(end);
            rows = read(RankSpread.class);
        }
        return rows.stream()
                .sorted(Comparator.comparing(RankSpread::getStep, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    /** What a subscriber sees of what makes the run slow, after {@link #spread}. */
    List<SlowRankFinding> slowRanks() {
        return read(SlowRankFinding.class);
    }

    /** What a subscriber sees of the run's collectives, once it is final. */
    List<CollectiveStats> collectives() {
        Instant end = Instant.now().plus(PATIENCE);
        List<CollectiveStats> rows = List.of();
        while (rows.isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            rows = read(CollectiveStats.class);
        }
        return rows;
    }

    private <A extends SpecificRecord> List<A> read(Class<A> type) {
        TopicPartition partition = new TopicPartition(TOPICS.name(Topic.of(type)), 0);
        List<A> rows = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, A> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), AvroSerde.of(type))) {
            consumer.assign(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(row -> rows.add(row.value()));
            }
        }
        return rows;
    }

    /** Archives all that is in the topics now. */
    void archive() throws Exception {
        try (ArchiveJob archiving = new ArchiveJob(ArchiveConfig.defaults(out(), TOPICS, kafka.clusterId()), client)) {
            Thread thread = new Thread(archiving, "archive");
            thread.start();
            archiving.stopAt(ends());
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private Map<TopicPartition, Long> ends() {
        List<TopicPartition> partitions = Datasets.ALL.stream()
                .map(dataset -> new TopicPartition(TOPICS.name(dataset.topic()), 0))
                .toList();
        try (KafkaConsumer<String, RankSpread> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), AvroSerde.of(RankSpread.class))) {
            return consumer.endOffsets(partitions);
        }
    }

    Path out() {
        return dir.resolve("live");
    }

    @Override
    public void close() {
        topology.close();
        kafka.halt();
        kafka.close();
    }
}
