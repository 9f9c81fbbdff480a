package io.tracemill.telemetry.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Batches as records of their topic, under the name of their node. */
final class BatchRecords {

    private final Topics topics;
    private final AvroSerde<TelemetryBatch> serde = AvroSerde.of(TelemetryBatch.class);

    BatchRecords(Topics topics) {
        this.topics = topics;
    }

    ProducerRecord<byte[], byte[]> of(TelemetryBatch batch) {
        String topic = topics.name(Topic.FLEET_TELEMETRY);
        byte[] key = Topic.FLEET_TELEMETRY.key().keyOf(batch).getBytes(UTF_8);
        return new ProducerRecord<>(topic, key, topics.framing().toTopic(topic, serde.encode(batch)));
    }
}
