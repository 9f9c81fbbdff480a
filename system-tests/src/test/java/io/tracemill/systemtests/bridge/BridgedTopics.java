package io.tracemill.systemtests.bridge;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a reader of committed records finds in the topics that a bridge writes. */
public final class BridgedTopics {

    private final Map<String, Object> client;
    private final String prefix;

    /** The topics of a cluster that have a prefix. */
    public BridgedTopics(Map<String, Object> client, String prefix) {
        this.client = new HashMap<>(client);
        this.client.put("isolation.level", "read_committed");
        this.prefix = prefix;
    }

    BridgedTopics(String bootstrap, String prefix) {
        this(Map.of("bootstrap.servers", bootstrap), prefix);
    }

    /** The readings: node, device, metric, time and value. */
    public List<String> readings() {
        List<String> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(Topic.FLEET_TELEMETRY)) {
            TelemetryBatch batch = AvroSerde.of(TelemetryBatch.class).decode(record.value());
            for (TelemetrySample sample : batch.getSamples()) {
                Integer device = sample.getDevice();
                rows.add(batch.getNode()
                        + ' '
                        + (device == null ? "-" : batch.getStrings().get(device))
                        + ' '
                        + batch.getStrings().get(sample.getMetric())
                        + ' '
                        + sample.getTimeNs()
                        + ' '
                        + sample.getValue());
            }
        }
        return rows;
    }

    /** The letters. */
    List<DeadLetter> letters() {
        return records(Topic.DEAD_LETTERS).stream()
                .map(record -> AvroSerde.of(DeadLetter.class).decode(record.value()))
                .toList();
    }

    /** The place of the message of a letter. */
    static String place(DeadLetter letter) {
        return letter.getTopic() + '-' + letter.getPartition() + ' ' + letter.getOffset();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(prefix + topic.suffix()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
