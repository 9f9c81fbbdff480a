package io.tracemill.telemetry.bridge;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.message.MessageRefusedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the bridge writes, as records of their topics. */
public interface BridgeOutput {

    /** A batch of readings. */
    ProducerRecord<byte[], byte[]> batch(TelemetryBatch batch);

    /** The letter of a message that was refused whole. */
    ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> message, MessageRefusedException refused);
}
