package io.tracemill.streams.pass;

import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pass makes of a trace's batches.
 *
 * @param batches spans, encoded
 * @param events how many events went in
 */
public record PassedSpans(List<byte[]> batches, long events) {

    /** Runs the pass over a whole trace. */
    public static PassedSpans of(
            List<byte[]> batches, FlatBatchReader<TraceEventBatch, FlatEvent> reader, SpanTable table) {
        List<byte[]> spans = new ArrayList<>();
        LiveTrace trace = LiveTrace.begin(reader.read(batches.get(0)).frame(), PassConfig.defaults(), table);
        for (byte[] bytes : batches) {
            FlatBatch<TraceEventBatch, FlatEvent> batch = reader.read(bytes);
            spans.addAll(trace.accept(batch));
        }
        spans.addAll(trace.lastSpans());
        return new PassedSpans(spans, trace.finish(TraceEnd.LAST_BATCH).info().getEvents());
    }
}
