package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.pass.TraceInfos;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Output of a processor. Each record goes to the sink of its type's topic, under the key that the topic prescribes.
 * Records are encoded here, before they are sent: a record that the broker rejects for its size would abort the
 * transaction, and the app would fail on it again and again. A record that is too large becomes a dead letter.
 */
final class RecordOutput {

    private final ProcessorContext<String, byte[]> context;
    private final Sinks sinks;
    private final String source;
    private final TopologyCounts counts;
    private final Map<Topic, AvroSerde<SpecificRecord>> serdes = new EnumMap<>(Topic.class);
    private long timestamp;

    /**
     * Creates the output of one processor.
     *
     * @param sinks sinks of the processor; a record whose topic has no sink is not sent
     * @param source full name of the topic that the records are made from
     * @param counts counts of the records and bytes sent
     */
    RecordOutput(ProcessorContext<String, byte[]> context, Sinks sinks, String source, TopologyCounts counts) {
        this.context = context;
        this.sinks = sinks;
        this.source = source;
        this.counts = counts;
    }

    /** Sets the timestamp of the records that follow, in ms since 1970; returns this output. */
    RecordOutput at(long millis) {
        timestamp = Math.max(0, millis);
        return this;
    }

    /** Sends a record. A trace that is too large is sent without the metadata of its file. */
    void emit(SpecificRecord record) {
        Topic topic = Topic.of(record.getClass());
        if (!sinks.has(topic)) {
            return;
        }
        String key = topic.key().keyOf(record);
        byte[] value = encode(topic, record);
        if (!fits(key, value) && record instanceof TraceInfo trace) {
            value = encode(topic, TraceInfos.withoutMetadata(trace));
        }
        if (fits(key, value)) {
            forward(topic, key, value);
        } else {
            tooLarge(
                    traceOf(record, key),
                    "a row of " + value.length + " bytes for " + topic.suffix() + " was rejected: at most "
                            + Topic.MAX_VALUE_BYTES + " go into a record");
        }
    }

    private static boolean fits(String key, byte[] value) {
        return value.length + key.length() <= Topic.MAX_VALUE_BYTES;
    }

    /** Id of the trace that a record belongs to; the key of the record if it belongs to none. */
    private static String traceOf(SpecificRecord record, String key) {
        Schema.@Nullable Field field = record.getSchema().getField("trace_id");
        @Nullable Object trace = field == null ? null : record.get(field.pos());
        return trace == null ? key : trace.toString();
    }

    /** Sends batches of spans. They are encoded and small enough for a record. */
    void spans(String trace, List<byte[]> batches) {
        batches.forEach(batch -> forward(Topic.SPANS, trace, batch));
    }

    /** Sends a dead letter. */
    void deadLetter(RejectReason reason, DeadLetter letter) {
        counts.deadLetter(reason);
        emit(letter);
    }

    /**
     * Sends a dead letter about a span or row that is too large to be sent.
     *
     * @param what one sentence that names it, its size and the limit
     */
    void tooLarge(String trace, String what) {
        reject(RejectReason.OUTPUT_TOO_LARGE, trace, what);
    }

    /**
     * Sends a dead letter about a trace or run that cannot go on.
     *
     * @param what one sentence that says why
     */
    void failed(String trace, String what) {
        reject(RejectReason.PROCESSING, trace, what);
    }

    private void reject(RejectReason reason, String trace, String what) {
        deadLetter(reason, DeadLetters.of(source, trace, reason, what));
    }

    private void forward(Topic topic, String key, byte[] value) {
        context.forward(new Record<>(key, value, timestamp), sinks.nameOf(topic));
        counts.written(topic, value.length);
    }

    private byte[] encode(Topic topic, SpecificRecord value) {
        return serdes.computeIfAbsent(topic, RecordOutput::serde).encode(value);
    }

    @SuppressWarnings("unchecked") // a topic takes values of its own type only
    private static AvroSerde<SpecificRecord> serde(Topic topic) {
        return AvroSerde.of((Class<SpecificRecord>) topic.type());
    }
}
