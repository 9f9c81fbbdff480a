package io.tracemill.streams;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.rollup.TraceRows;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What leaves the pass, each type to its sink and under its key. */
final class Outlet {

    private final ProcessorContext<String, SpecificRecord> context;
    private final long timestamp;

    /** Records of this time, in ms. */
    Outlet(ProcessorContext<String, SpecificRecord> context, long timestamp) {
        this.context = context;
        this.timestamp = Math.max(0, timestamp);
    }

    void spans(List<SpanBatch> batches) {
        batches.forEach(batch -> forward(Topic.SPANS, batch.getTraceId(), batch));
    }

    void trace(TraceInfo info) {
        forward(Topic.TRACES, info.getTraceId(), info);
    }

    /** The trace itself goes last: who reads its final state finds its rows. */
    void rows(TraceRows rows) {
        String trace = rows.info().getTraceId();
        rows.operators().forEach(row -> forward(Topic.OPERATOR_STATS, trace, row));
        rows.kernels().forEach(row -> forward(Topic.KERNEL_STATS, trace, row));
        rows.devices().forEach(row -> forward(Topic.DEVICE_STATS, trace, row));
        rows.bottlenecks().forEach(row -> forward(Topic.BOTTLENECKS, key(row), row));
        trace(rows.info());
    }

    void refused(DeadLetter letter) {
        forward(Topic.DEAD_LETTERS, letter.getSource(), letter);
    }

    /** run/node/rank/device, with - for what is unknown. */
    private static String key(Bottleneck row) {
        return row.getRun() + "/" + known(row.getNode()) + "/" + known(row.getRank()) + "/" + known(row.getDevice());
    }

    private static Object known(@Nullable Object part) {
        return part == null ? "-" : part;
    }

    private void forward(Topic topic, String key, SpecificRecord value) {
        context.forward(new Record<>(key, value, timestamp), topic.suffix());
    }
}
