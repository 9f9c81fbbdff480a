package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.failure.Refusals;
import io.tracemill.streams.ranks.TraceSteps;
import io.tracemill.streams.rollup.TraceRows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What leaves the pass, each type to its sink and under its key, encoded here: so nothing is sent that a broker would
 * refuse for its size, which would end the transaction and with it the app, again and again.
 */
final class Outlet {

    private final ProcessorContext<String, byte[]> context;
    private final String source;
    private final boolean comparesRanks;
    private final TopologyCounts counts;
    private final Map<Topic, AvroSerde<SpecificRecord>> serdes = new EnumMap<>(Topic.class);
    private long timestamp;

    /**
     * An outlet of one processor.
     *
     * @param config says what all of it is made from, and whether somebody compares the ranks of a run
     * @param counts is told what leaves
     */
    Outlet(ProcessorContext<String, byte[]> context, TopologyConfig config, TopologyCounts counts) {
        this.context = context;
        this.source = config.topics().name(Topic.TRACE_EVENTS);
        this.comparesRanks = config.runTimeout() != null;
        this.counts = counts;
    }

    /** The same, for records of this time, in ms. */
    Outlet at(long millis) {
        timestamp = Math.max(0, millis);
        return this;
    }

    /** Encoded batches of spans. */
    void spans(String trace, List<byte[]> batches) {
        batches.forEach(batch -> forward(Topic.SPANS, trace, batch));
    }

    /** A trace; where its file says too much of itself, without that. */
    void trace(TraceInfo info) {
        if (encode(Topic.TRACES, info).length > Topic.MAX_VALUE_BYTES) {
            send(Topic.TRACES, info.getTraceId(), info.getTraceId(), withoutMetadata(info));
        } else {
            send(Topic.TRACES, info.getTraceId(), info.getTraceId(), info);
        }
    }

    private static TraceInfo withoutMetadata(TraceInfo info) {
        TraceInfo smaller = TraceInfo.newBuilder(info).build();
        @Nullable TraceHeader header = smaller.getHeader();
        if (header != null) {
            int bytes = AvroSerde.of(TraceHeader.class).encode(header).length;
            header.setDeviceNames(Map.of());
            header.setProcessNames(Map.of());
            header.setThreadNames(Map.of());
            header.setMetadata(Map.of("tracemill_header_left_out_bytes", Integer.toString(bytes)));
        }
        return smaller;
    }

    /** The trace itself goes last: who reads its final state finds its rows. */
    void rows(TraceRows rows) {
        String trace = rows.info().getTraceId();
        rows.operators().forEach(row -> send(Topic.OPERATOR_STATS, trace, trace, row));
        rows.kernels().forEach(row -> send(Topic.KERNEL_STATS, trace, trace, row));
        rows.devices().forEach(row -> send(Topic.DEVICE_STATS, trace, trace, row));
        rows.bottlenecks().forEach(row -> send(Topic.BOTTLENECKS, key(row), trace, row));
        if (comparesRanks && canBeCompared(rows.info())) {
            RankSteps steps = TraceSteps.of(rows.info(), rows.devices());
            send(Topic.RANK_STEPS, steps.getRun(), trace, steps);
        }
        trace(rows.info());
    }

    private static boolean canBeCompared(TraceInfo trace) {
        return trace.getRank() != null && trace.getState() != TraceState.BROKEN;
    }

    void refused(DeadLetter letter) {
        counts.deadLetter(letter.getReason());
        forward(Topic.DEAD_LETTERS, letter.getSource(), encode(Topic.DEAD_LETTERS, letter));
    }

    /** Something of a trace that was too large to be sent: a sentence on it. */
    void tooLarge(String trace, String what) {
        refused(Refusals.tooLarge(source, trace, what));
    }

    /** run/node/rank/device, with - for what is unknown. */
    private static String key(Bottleneck row) {
        return row.getRun() + "/" + known(row.getNode()) + "/" + known(row.getRank()) + "/" + known(row.getDevice());
    }

    private static Object known(@Nullable Object part) {
        return part == null ? "-" : part;
    }

    private void send(Topic topic, String key, String trace, SpecificRecord row) {
        byte[] value = encode(topic, row);
        if (value.length + key.length() > Topic.MAX_VALUE_BYTES) {
            tooLarge(
                    trace,
                    "a row of " + value.length + " bytes for " + topic.suffix() + " was refused: at most "
                            + Topic.MAX_VALUE_BYTES + " go into a record");
        } else {
            forward(topic, key, value);
        }
    }

    private void forward(Topic topic, String key, byte[] value) {
        context.forward(new Record<>(key, value, timestamp), topic.suffix());
        counts.written(topic, value.length);
    }

    private byte[] encode(Topic topic, SpecificRecord value) {
        return serdes.computeIfAbsent(topic, Outlet::serde).encode(value);
    }

    @SuppressWarnings("unchecked") // a topic takes values of its own type only
    private static AvroSerde<SpecificRecord> serde(Topic topic) {
        return AvroSerde.of((Class<SpecificRecord>) topic.type());
    }
}
