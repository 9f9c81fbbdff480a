package io.tracemill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Component;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Poison on every topic that the archive reads, with healthy records before and behind it on the same partition. */
class PoisonedTopicsTest {

    private static final int MUTANTS = 60;
    private static final String DAY = "2026-03-01";

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private final RandomRecords records = new RandomRecords(5);
    private final Random random = new Random(5);

    @TempDir
    Path directory;

    @Test
    @Timeout(180)
    void keepsNoHealthyRecordFromTheArchiveAndNoReaderFromItsFiles() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                topics.create(admin);
            }
            Map<TopicPartition, Long> ends = produce(client);
            long sent = ends.values().stream().mapToLong(Long::longValue).sum();
            ArchiveConfig config = ArchiveConfig.defaults(directory.resolve("out"), topics, kafka.clusterId());

            try (ArchiveJob job = new ArchiveJob(config, client)) {
                job.stopAt(ends);
                job.run();
                assertThat(job.totals().records()).isEqualTo(sent);
                assertThat(job.totals().rejected()).isGreaterThan(12L * ends.size());
            }
            for (Topic topic : Topic.readBy(Component.ARCHIVE)) {
                String dataset = topic.dataset().orElseThrow();
                assertThat(healthy(dataset, mark(topic))).as(dataset).isEqualTo(List.of("2"));
            }
            kafka.halt();
        }
    }

    /** Reads every value of a dataset, and counts the healthy records. */
    private List<String> healthy(String dataset, String mark) throws SQLException {
        String rows = "read_parquet('" + directory + "/out/" + dataset
                + "/*/*/*.parquet', union_by_name = true, hive_partitioning = true,"
                + " hive_types = {'run': varchar, 'date': date})";
        DuckDb.query("select max(columns(*)::varchar) from " + rows);
        return DuckDb.query("select count(distinct " + mark + ") from " + rows + " where " + mark + " like 'healthy%'");
    }

    private Map<TopicPartition, Long> produce(Map<String, Object> client) throws Exception {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("max.request.size", Topic.MAX_MESSAGE_BYTES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Topic topic : Topic.readBy(Component.ARCHIVE)) {
                List<byte @Nullable []> values = new ArrayList<>();
                values.add(healthy(topic, "healthy-before"));
                values.addAll(poison(topic));
                values.add(healthy(topic, "healthy-behind"));
                TopicPartition partition = new TopicPartition(topics.name(topic), 0);
                for (byte @Nullable [] value : values) {
                    byte[] key = new byte[random.nextInt(20)];
                    random.nextBytes(key);
                    producer.send(new ProducerRecord<>(partition.topic(), 0, key, value))
                            .get();
                }
                ends.put(partition, (long) values.size());
            }
        }
        return ends;
    }

    private byte[] healthy(Topic topic, String name) {
        return encoded(topic, Map.of(mark(topic), name));
    }

    /** The field that tells healthy records. */
    private static String mark(Topic topic) {
        return topic.schema().getField("run") == null ? "node" : "run";
    }

    private List<byte @Nullable []> poison(Topic topic) {
        byte[] header = AvroSerde.header(topic.schema());
        byte[] whole = healthy(topic, "mutant");
        List<byte @Nullable []> poison = new ArrayList<>(Arrays.asList(
                null,
                new byte[0],
                new byte[] {0, 0, 0, 0, 1, 2},
                "poison".getBytes(UTF_8),
                AvroSerde.header(Topic.DEAD_LETTERS.schema()),
                header,
                number(header, Integer.MAX_VALUE - 9),
                number(header, -1),
                number(header, Long.MIN_VALUE),
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, whole.length / 2)));
        Stream.of("", "\u0000", "a\nb", "\u4e2d".repeat(51), "__HIVE_DEFAULT_PARTITION__", "NULL", "x".repeat(3 << 20))
                .forEach(run -> poison.add(encoded(topic, Map.of("run", run))));
        Stream.of("", "2026-02-30", "+12345-01-01", "-0001-01-01", "0000-01-01", "../../etc", "x".repeat(3 << 20))
                .forEach(date -> poison.add(encoded(topic, Map.of("date", date))));
        for (int i = 0; i < MUTANTS; i++) {
            poison.add(mutant(whole));
        }
        return poison;
    }

    private static byte[] number(byte[] header, long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            encoder.writeLong(number);
            encoder.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A record with a few bytes changed behind its header. */
    private byte[] mutant(byte[] whole) {
        byte[] mutant = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = AvroSerde.HEADER_BYTES + random.nextInt(mutant.length - AvroSerde.HEADER_BYTES);
            mutant[at] = (byte) (random.nextBoolean() ? random.nextInt() : mutant[at] ^ (1 << random.nextInt(8)));
        }
        return mutant;
    }

    private byte[] encoded(Topic topic, Map<String, Object> fields) {
        return encoded(topic.type(), fields);
    }

    private <A extends SpecificRecord> byte[] encoded(Class<A> type, Map<String, Object> fields) {
        A record = records.next(type, "r", DAY);
        while (isEmpty(record)) {
            record = records.next(type, "r", DAY);
        }
        IndexedRecord row = record;
        fields.forEach((name, value) -> {
            if (row.getSchema().getField(name) != null) {
                row.put(row.getSchema().getField(name).pos(), value);
            }
        });
        if (record instanceof TraceInfo trace) {
            trace.setState(TraceState.COMPLETE);
        }
        return AvroSerde.of(type).encode(record);
    }

    private static boolean isEmpty(SpecificRecord record) {
        if (record instanceof TelemetryBatch readings) {
            return readings.getSamples().isEmpty();
        }
        return record instanceof SpanBatch spans && spans.getSpans().size() < 3;
    }
}
