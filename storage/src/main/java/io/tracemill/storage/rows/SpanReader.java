package io.tracemill.storage.rows;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.Arrays;
import java.util.Optional;

/** Reads batches of spans whole, so that a broken one leaves no row. Its spans are used again for the next batch. */
final class SpanReader implements RowReader<SpanBatch, FlatSpan> {

    private final FlatBatchReader<SpanBatch, FlatSpan> batches = FlatBatchReader.ofSpans();
    private FlatSpan[] spans = new FlatSpan[0];

    @Override
    public Optional<Rows<SpanBatch, FlatSpan>> read(byte[] bytes) {
        FlatBatch<SpanBatch, FlatSpan> batch = batches.read(bytes);
        SpanBatch frame = batch.frame();
        HivePartition partition = new HivePartition(frame.getRun(), frame.getDate());
        FlatBatch<SpanBatch, FlatSpan>.Items items = batch.items();
        int size = 0;
        while (items.next(span(size))) {
            size++;
        }
        return Optional.of(new Rows<>(frame, partition, batch.strings(), spans, size));
    }

    private FlatSpan span(int index) {
        if (index == spans.length) {
            spans = Arrays.copyOf(spans, Math.max(1024, index * 2));
            for (int i = index; i < spans.length; i++) {
                spans[i] = new FlatSpan();
            }
        }
        return spans[index];
    }
}
