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
 * The records that leave a processor: each goes to the sink of its type's topic, under the key that the topic prescribes. They
 * are encoded here, so that nothing is sent that a broker would refuse for its size: that would end the transaction and with it
 * the app, again and again. A record that is too large becomes a dead letter.
 */
final class RecordOutput {

    private final ProcessorContext<String, byte[]> context;
    private final Sinks sinks;
    private final String source;
    private final TopologyCounts counts;
    private final Map<Topic, AvroSerde<SpecificRecord>> serdes = new EnumMap<>(Topic.class);
    private long timestamp;

    /**
     * The output of one processor.
     *
     * @param sinks where its records go; those of other topics go nowhere
     * @param source full name of the topic that its records are made from
     * @param counts is told what leaves
     */
    RecordOutput(ProcessorContext<String, byte[]> context, Sinks sinks, String source, TopologyCounts counts) {
        this.context = context;
        this.sinks = sinks;
        this.source = source;
        this.counts = counts;
    }

    /** This output, for records of this time, in ms. */
    RecordOutput at(long millis) {
        timestamp = Math.max(0, millis);
        return this;
    }

    /** Sends a record. A trace whose file says too much of itself goes without that. */
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

    /** The trace that a record is of; its key where it is of none. */
    private static String traceOf(SpecificRecord record, String key) {
        Schema.@Nullable Field field = record.getSchema().getField("trace_id");
        @Nullable Object trace = field == null ? null : record.get(field.pos());
        return trace == null ? key : trace.toString();
    }

    /** Sends batches of spans, which are encoded already and fit. */
    void spans(String trace, List<byte[]> batches) {
        batches.forEach(batch -> forward(Topic.SPANS, trace, batch));
    }

    /** Sends a dead letter. */
    void deadLetter(RejectReason reason, DeadLetter letter) {
        counts.deadLetter(reason);
        emit(letter);
    }

    /** Sends a dead letter of something of a trace that was too large to be sent: a sentence on it. */
    void tooLarge(String trace, String what) {
        deadLetter(RejectReason.OUTPUT_TOO_LARGE, DeadLetters.tooLarge(source, trace, what));
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
