package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.TraceEventBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Dead letters of this stage: of batches that have no place in their trace, and of records that failed. */
final class Refusals {

    private static final int FIRST_BYTES = 256;

    private Refusals() {}

    /** Of a batch that was read but has no place in its trace. */
    static DeadLetter of(TraceEventBatch batch, RecordMetadata at, String reason, String expected) {
        String message = at.topic() + "-" + at.partition() + ": offset " + at.offset() + ": trace " + batch.getTraceId()
                + ": batch " + batch.getSequence() + " was refused: " + expected;
        byte[] bytes = AvroSerde.of(TraceEventBatch.class).encode(batch);
        return DeadLetter.newBuilder()
                .setSource(at.topic())
                .setStage(Stage.TOPOLOGY)
                .setTraceId(batch.getTraceId())
                .setReason(reason)
                .setMessage(message)
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setFirstBytes(firstBytes(bytes))
                .build();
    }

    /** Of a record that could not be read, processed or written, to be sent to the topic of dead letters. */
    static ProducerRecord<byte[], byte[]> of(
            ErrorHandlerContext at, String deadLetters, String reason, Exception failure) {
        String message = at.topic() + "-" + at.partition() + ": offset " + at.offset() + ": " + firstLine(failure);
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource(String.valueOf(at.topic()))
                .setStage(Stage.TOPOLOGY)
                .setTraceId(text(at.sourceRawKey()))
                .setReason(reason)
                .setMessage(message)
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setFirstBytes(firstBytes(at.sourceRawValue()))
                .build();
        return new ProducerRecord<>(
                deadLetters,
                letter.getSource().getBytes(StandardCharsets.UTF_8),
                AvroSerde.of(DeadLetter.class).encode(letter));
    }

    private static String firstLine(Exception failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(failure.toString());
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    private static ByteBuffer firstBytes(byte @Nullable [] bytes) {
        return bytes == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, FIRST_BYTES)));
    }
}
