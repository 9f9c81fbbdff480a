package io.tracemill.streams;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.trace.TraceSpan;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.List;

/** The spans of one trace on their way out, cut into batches by size. */
final class SpanBatches {

    private final int maxBytes;
    private final List<SpanTable> full = new ArrayList<>();
    private SpanTable table = new SpanTable();
    private long spans;
    private int sequence;

    SpanBatches(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(TraceSpan span) {
        if (table.bytes() + SpanTable.bytesOf(span) > maxBytes && !table.spans().isEmpty()) {
            full.add(table);
            table = new SpanTable();
        }
        table.add(span);
        spans++;
    }

    /** All spans added since the last call. */
    List<SpanBatch> take(TraceInfo trace) {
        if (!table.spans().isEmpty()) {
            full.add(table);
            table = new SpanTable();
        }
        List<SpanBatch> batches = new ArrayList<>(full.size());
        for (SpanTable next : full) {
            batches.add(new SpanBatch(
                    trace.getTraceId(),
                    trace.getRun(),
                    trace.getDate(),
                    trace.getNode(),
                    trace.getRank(),
                    sequence++,
                    next.strings(),
                    next.spans()));
        }
        full.clear();
        return batches;
    }

    /** Spans written so far. */
    long spans() {
        return spans;
    }

    /** Sequence of the next batch. */
    int sequence() {
        return sequence;
    }

    void restore(long spansBefore, int nextSequence) {
        spans = spansBefore;
        sequence = nextSequence;
    }
}
