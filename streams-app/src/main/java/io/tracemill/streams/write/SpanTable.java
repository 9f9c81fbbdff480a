package io.tracemill.streams.write;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.FlatBatchWriter;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Spans and one string table for all of them, encoded: the content of a span batch, growing. Used again and again. */
public final class SpanTable {

    private final FlatBatchWriter<SpanBatch, FlatSpan> writer = FlatBatchWriter.ofSpans();
    private final FlatSpan flat = new FlatSpan();

    /** Stands for the table as it is now where texts remember their index in it. */
    private Object id = new Object();

    /** Adds a span; returns its position. */
    public int add(TraceSpan span) {
        writer.mark();
        flat.event.copyFactsFrom(span.event());
        for (int field = 0; field < FlatEvent.STRINGS; field++) {
            flat.event.strings[field] = index(span.string(field));
        }
        if (span.deviceName() != null) {
            flat.event.strings[FlatEvent.DEVICE] = index(span.deviceName());
        }
        flat.operator = index(span.owner());
        flat.parent = index(span.parent());
        flat.present = 0;
        setNumbers(span);
        writer.add(flat);
        return writer.count() - 1;
    }

    private void setNumbers(TraceSpan span) {
        Launch launch = span.launch();
        if (launch != null) {
            flat.present |= FlatSpan.LAUNCH_START | FlatSpan.LAUNCH | FlatSpan.QUEUING;
            flat.launchStartNanos = launch.startNanos();
            long queued = span.queuedNanos(launch);
            flat.launchNanos = queued - launch.startNanos();
            flat.queuingNanos = Math.max(0, span.startNanos() - queued);
        }
        if (span.isOnHost()) {
            flat.present |= FlatSpan.DEPTH;
            flat.depth = span.depth();
        }
        if (span.nests()) {
            flat.present |= FlatSpan.SELF;
            flat.selfNanos = span.selfNanos();
        }
        if (span.step() != Launch.BEFORE_STEPS) {
            flat.present |= FlatSpan.STEP;
            flat.step = span.step();
        }
    }

    /** Index of a text in this table's strings; {@link FlatEvent#NONE} for none. */
    public int index(@Nullable Text text) {
        if (text == null) {
            return FlatEvent.NONE;
        }
        int known = text.writtenAt(id);
        if (known >= 0) {
            return known;
        }
        int at = writer.addString(text.utf8(), 0, text.utf8().length);
        text.wrote(id, at);
        return at;
    }

    /** Takes back the span that was just added. */
    public void removeLast() {
        writer.reset();
        id = new Object();
    }

    /** Takes back everything. */
    public void clear() {
        writer.clear();
        id = new Object();
    }

    /** Spans in it. */
    public int size() {
        return writer.count();
    }

    /** Bytes it adds to its batch. */
    public int bytes() {
        return writer.bytes();
    }

    /** The batch, encoded; the next one starts empty. */
    public byte[] encode(SpanBatch frame) {
        id = new Object();
        return writer.encode(frame);
    }
}
