package io.tracemill.streams.failure;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.FlatBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Factory of the dead letters of this stage: for batches, traces and rows that are rejected, and for records that fail.
 * Every dead letter is small enough for a record.
 */
public final class DeadLetters {

    private static final int FIRST_BYTES = 256;
    private static final int MAX_CHARACTERS = 1_000;

    private DeadLetters() {}

    /** Dead letter of a batch that was read but does not fit into its trace. */
    public static DeadLetter of(
            FlatBatch<TraceEventBatch, ?> batch, RecordMetadata at, RejectReason reason, String expected) {
        String what = "batch " + batch.frame().getSequence() + " was rejected: " + expected;
        return begin(batch.frame().getTraceId(), reason, place(at) + ": ", what)
                .setSource(at.topic())
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setFirstBytes(firstBytes(batch.strings().bytes()))
                .build();
    }

    /** Dead letter of a trace that is left out of the comparison of ranks. */
    public static DeadLetter of(String trace, RecordMetadata at, RejectReason reason, String what) {
        return begin(trace, reason, place(at) + ": ", what)
                .setSource(at.topic())
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setFirstBytes(firstBytes(null))
                .build();
    }

    /**
     * Dead letter of something that was made from several records.
     *
     * @param source full name of the topic it was made from
     * @param trace trace or run that it belongs to
     */
    public static DeadLetter of(String source, String trace, RejectReason reason, String what) {
        return begin(trace, reason, source + ": ", what)
                .setSource(source)
                .setFirstBytes(firstBytes(null))
                .build();
    }

    private static DeadLetter.Builder begin(String trace, RejectReason reason, String where, String what) {
        return DeadLetter.newBuilder()
                .setStage(reason.stage())
                .setTraceId(clip(trace))
                .setReason(reason.label())
                .setMessage(clip(where + "trace " + trace + ": " + what));
    }

    private static String place(RecordMetadata at) {
        return at.topic() + "-" + at.partition() + ": offset " + at.offset();
    }

    /**
     * Dead letter of a record that could not be read, processed or written, as a record of the topic of dead letters.
     */
    static ProducerRecord<byte[], byte[]> of(
            ErrorHandlerContext at, Topics topics, RejectReason reason, Exception failure) {
        String message = at.topic() + "-" + at.partition() + ": offset " + at.offset() + ": " + firstLine(failure);
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource(String.valueOf(at.topic()))
                .setStage(reason.stage())
                .setTraceId(text(at.sourceRawKey()))
                .setReason(reason.label())
                .setMessage(clip(message))
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setFirstBytes(firstBytes(at.sourceRawValue()))
                .build();
        return topics.record(
                Topic.DEAD_LETTERS, letter, AvroSerde.of(DeadLetter.class).encode(letter));
    }

    private static String firstLine(Exception failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(failure.toString());
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : clip(new String(key, StandardCharsets.UTF_8));
    }

    private static String clip(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }

    private static ByteBuffer firstBytes(byte @Nullable [] bytes) {
        return bytes == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, FIRST_BYTES)));
    }
}
