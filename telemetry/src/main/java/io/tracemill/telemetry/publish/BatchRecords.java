package io.tracemill.telemetry.publish;

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
        return topics.record(Topic.FLEET_TELEMETRY, batch, serde.encode(batch));
    }
}
