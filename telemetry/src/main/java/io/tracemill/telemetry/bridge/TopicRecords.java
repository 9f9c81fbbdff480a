package io.tracemill.telemetry.bridge;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Batches and letters as records of our topics. A letter keeps the first bytes of its message. */
public final class TopicRecords implements BridgeOutput {

    private static final int FIRST_BYTES = 256;
    private static final int LONGEST_MESSAGE = 1000;

    private final Topics topics;
    private final AvroSerde<TelemetryBatch> batches = AvroSerde.of(TelemetryBatch.class);
    private final AvroSerde<DeadLetter> letters = AvroSerde.of(DeadLetter.class);

    /** Records for the topics of a cluster. */
    public TopicRecords(Topics topics) {
        this.topics = topics;
    }

    /** The reason of a refusal, as letters and counters have it. */
    static RejectReason reason(MessageRefusedException.Why why) {
        return switch (why) {
            case MALFORMED -> RejectReason.MESSAGE_MALFORMED;
            case TOO_LARGE -> RejectReason.MESSAGE_TOO_LARGE;
            case UNSUPPORTED -> RejectReason.MESSAGE_UNSUPPORTED;
        };
    }

    @Override
    public ProducerRecord<byte[], byte[]> batch(TelemetryBatch batch) {
        return topics.record(Topic.FLEET_TELEMETRY, batch, batches.encode(batch));
    }

    @Override
    public ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> message, MessageRefusedException refused) {
        RejectReason reason = reason(refused.why());
        byte[] bytes = message.value() == null ? new byte[0] : message.value();
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource(message.topic())
                .setStage(reason.stage())
                .setReason(reason.label())
                .setMessage(message.topic() + "-" + message.partition() + ": offset " + message.offset() + ": "
                        + cut(String.valueOf(refused.getMessage())))
                .setTopic(message.topic())
                .setPartition(message.partition())
                .setOffset(message.offset())
                .setFirstBytes(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, FIRST_BYTES)))
                .build();
        return topics.record(Topic.DEAD_LETTERS, letter, letters.encode(letter));
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
