package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KafkaRoundTripTest {

    private static final Topics TOPICS = new Topics("t.", 3, (short) 1);

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void batchesComeBackFromARealBrokerAsTheyWerePublished() throws Exception {
        Path file = Files.writeString(directory.resolve("trace.json"), trace());
        IngestConfig config = Ingested.config()
                .withOrigin(new IngestConfig.Origin("run", 1, "node7"))
                .withLimits(limits -> limits.withBatchBytes(4096));
        Ingested expected = Ingested.of(file, config);

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TOPICS.create(admin);
            }
            try (IngestJob job =
                    new IngestJob(config, () -> new KafkaPublisher(TOPICS, client), id -> false, IngestProgress.NONE)) {
                job.ingest(file);
            }
            assertThat(read(client, expected.batches().size())).isEqualTo(expected.batches());
        }
    }

    private static List<TraceEventBatch> read(Map<String, Object> client, int count) {
        Map<String, Object> properties = new java.util.HashMap<>(client);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<TraceEventBatch> batches = new ArrayList<>();
        AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, TOPICS.partitions())
                    .mapToObj(partition -> new TopicPartition(TOPICS.name(Topic.TRACE_EVENTS), partition))
                    .toList());
            while (batches.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(polled -> batches.add(serde.decode(polled.value())));
            }
        }
        return batches;
    }

    private static String trace() {
        return IntStream.range(0, 2000)
                .mapToObj(i -> "{\"name\":\"n" + i + "\",\"ph\":\"X\",\"cat\":\"cpu_op\",\"ts\":" + i + ",\"dur\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
