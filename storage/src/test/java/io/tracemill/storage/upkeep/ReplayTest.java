package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.RandomRecords;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the same topics make the same archive again, and add nothing to an archive that has their records. */
class ReplayTest {

    private static final int ROUNDS = 40;
    private static final Clock LATER = Clock.fixed(Instant.parse("2200-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    @Timeout(180)
    void aNewGroupRebuildsTheArchiveRowForRowAndAddsNothingToOneThatWasMergedOrLostATrace() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                topics.create(admin);
            }
            produce(client);
            Path first = directory.resolve("first");
            Path second = directory.resolve("second");

            archive(kafka, first, "first", 7);
            archive(kafka, second, "second", 1000);
            Map<String, String> rows = SmallFiles.rows(first);
            assertThat(rows).containsKeys("spans", "operator_stats", "kernel_stats", "device_stats", "traces");
            assertThat(SmallFiles.rows(second)).isEqualTo(rows);

            Compaction.run(
                    new CompactRequest(first, Duration.ZERO, 256L << 20, 2048, false, directory), LATER, where -> {});
            archive(kafka, first, "again", 5);
            assertThat(SmallFiles.globbed(first)).isEqualTo(rows);

            TraceRemoval.run(new DropRequest(first, "trace1", false, directory), where -> {});
            Map<String, String> others = SmallFiles.rows(second, "trace_id is distinct from 'trace1'");
            archive(kafka, first, "once more", 5);
            assertThat(SmallFiles.globbed(first)).isEqualTo(others).isNotEqualTo(rows);
            kafka.halt();
        }
    }

    private void archive(EmbeddedKafka kafka, Path out, String group, long rollRows) {
        ArchiveConfig config = new ArchiveConfig(
                out, topics, kafka.clusterId(), true, true, rollRows, 1 << 20, Duration.ofMinutes(1), 64, 64 << 20);
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group);
        try (ArchiveJob job = new ArchiveJob(config, client)) {
            job.stopAt(ends);
            job.run();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing waits, and the rows are counted
    private void produce(Map<String, Object> client) {
        RandomRecords random = new RandomRecords(1);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < ROUNDS; i++) {
                String trace = "trace" + i % 4;
                String date = "2026-03-0" + (1 + i % 2);
                SpanBatch spans = random.next(SpanBatch.class, "run", date);
                spans.setTraceId(trace);
                send(producer, Datasets.SPANS, spans, i);
                OperatorStats operator = random.next(OperatorStats.class, "run", date);
                operator.setTraceId(trace);
                send(producer, Datasets.of(OperatorStats.class), operator, i);
                KernelStats kernel = random.next(KernelStats.class, "run", date);
                kernel.setTraceId(trace);
                send(producer, Datasets.of(KernelStats.class), kernel, i);
                DeviceStats device = random.next(DeviceStats.class, "run", date);
                device.setTraceId(trace);
                send(producer, Datasets.of(DeviceStats.class), device, i);
                TraceInfo info = random.next(TraceInfo.class, "run", date);
                info.setTraceId(trace);
                info.setState(TraceState.COMPLETE);
                send(producer, Datasets.TRACES, info, i);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private <A extends SpecificRecord> void send(
            KafkaProducer<String, byte[]> producer, Dataset<A, ?> dataset, A record, int round) {
        TopicPartition partition = new TopicPartition(topics.name(dataset.topic()), round % 2);
        byte[] value = AvroSerde.of(dataset.type()).encode(record);
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "key" + round, value));
        ends.merge(partition, 1L, Long::sum);
    }
}
