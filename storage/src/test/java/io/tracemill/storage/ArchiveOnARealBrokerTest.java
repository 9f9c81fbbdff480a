package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ArchiveOnARealBrokerTest {

    private static final int BATCHES = 50;

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void committedSpansAreArchivedOnceHoweverOftenTheyAreRead() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                topics.create(admin);
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            long spans = produce(client, ends);
            ends.replaceAll((partition, end) -> end + 2); // the markers of one commit and one abort

            archive(kafka, client, ends);
            assertThat(count()).containsExactly(BATCHES + "|" + spans);
            List<String> derived = countDerived();
            assertThat(derived).isEqualTo(derivedFromSpans()).doesNotContain("0");

            Map<String, Object> otherGroup = new HashMap<>(client);
            otherGroup.put("group.id", "again");
            archive(kafka, otherGroup, ends);
            assertThat(count()).containsExactly(BATCHES + "|" + spans);
            assertThat(countDerived()).isEqualTo(derived);
            kafka.halt();
        }
    }

    private void archive(EmbeddedKafka kafka, Map<String, Object> client, Map<TopicPartition, Long> ends) {
        ArchiveConfig config = ArchiveConfig.defaults(directory.resolve("out"), topics, kafka.clusterId());
        try (ArchiveJob job = new ArchiveJob(config, client)) {
            job.stopAt(ends);
            job.run();
            assertThat(job.totals().records()).isEqualTo(BATCHES);
        }
    }

    private List<String> count() throws SQLException {
        return DuckDb.query(
                "select count(distinct sequence), count(*) from '" + directory + "/out/spans/**/*.parquet'");
    }

    /** Rows of the derived datasets. */
    private List<String> countDerived() throws SQLException {
        return List.of(count("kernel_counters", "count(*)", "true"), count("communication", "count(*)", "true"));
    }

    /** The rows to expect in derived datasets, computed from the archived spans: no random counter is of a link. */
    private List<String> derivedFromSpans() throws SQLException {
        return List.of(
                count(
                        "spans",
                        "sum(cardinality(counters))",
                        "kind in ('KERNEL', 'MEMCPY', 'MEMSET') or (kind = 'OTHER' and device is not null)"),
                count("spans", "count(*)", "kind = 'COMMUNICATION'"));
    }

    private String count(String dataset, String what, String where) throws SQLException {
        return DuckDb.query(
                        "select " + what + " from '" + directory + "/out/" + dataset + "/**/*.parquet' where " + where)
                .get(0);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a commit fails if a send did
    private long produce(Map<String, Object> client, Map<TopicPartition, Long> ends) throws IOException {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("transactional.id", "test");
        RandomRecords random = new RandomRecords(1);
        long spans = 0;
        try (KafkaProducer<String, SpanBatch> producer =
                new KafkaProducer<>(properties, new StringSerializer(), AvroSerde.of(SpanBatch.class))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < BATCHES; i++) {
                SpanBatch batch = batch(random, i);
                spans += batch.getSpans().size();
                TopicPartition partition = new TopicPartition(topics.name(Topic.SPANS), i % 2);
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "key", batch));
                ends.merge(partition, 1L, Long::sum);
            }
            producer.commitTransaction();
            producer.beginTransaction();
            for (TopicPartition partition : List.copyOf(ends.keySet())) {
                producer.send(
                        new ProducerRecord<>(partition.topic(), partition.partition(), "key", batch(random, BATCHES)));
                ends.merge(partition, 1L, Long::sum);
            }
            producer.flush();
            producer.abortTransaction();
        }
        return spans;
    }

    /** A batch with at least one span, so that its sequence can be counted. */
    private static SpanBatch batch(RandomRecords random, int sequence) {
        SpanBatch batch = random.next(SpanBatch.class, "r" + sequence % 3, "2026-03-01");
        while (batch.getSpans().isEmpty()) {
            batch = random.next(SpanBatch.class, "r" + sequence % 3, "2026-03-01");
        }
        batch.setSequence(sequence);
        return batch;
    }
}
