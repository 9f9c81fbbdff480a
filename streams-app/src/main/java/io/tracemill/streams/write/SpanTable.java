package io.tracemill.streams.write;

import io.tracemill.schemas.Phase;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatBatchWriter;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.SpanIds;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Encoder of a span batch: spans, and one string table for all of them. It is reused for the next batch. */
public final class SpanTable {

    private final FlatBatchWriter<SpanBatch, FlatSpan> writer = FlatBatchWriter.ofSpans();
    private final FlatSpan flat = new FlatSpan();

    /** Identity of the current table, for the texts that cache their index in it. */
    private Object id = new Object();

    /** Adds a span; returns its index. */
    public int add(TraceSpan span) {
        writer.mark();
        flat.event.copyFrom(span.event());
        for (long left = flat.event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            flat.event.values[place] = index(span.stringAt((int) flat.event.values[place]));
        }
        if (span.deviceName() != null) {
            flat.event.setText(Attribute.DEVICE, index(span.deviceName()));
        }
        flat.operator = index(span.owner());
        flat.parent = index(span.parent());
        flat.phase = place(span.phase());
        flat.module =
                span.module() == null ? FlatEvent.NONE : index(span.module().text());
        flat.present = 0;
        setLaunch(span);
        setNumbers(span);
        setIds(span.ids());
        writer.add(flat);
        return writer.count() - 1;
    }

    private void setLaunch(TraceSpan span) {
        Launch launch = span.launch();
        if (launch == null) {
            flat.launchProcess = FlatEvent.NONE;
            flat.launchThread = FlatEvent.NONE;
            return;
        }
        flat.present |= FlatSpan.LAUNCH_START | FlatSpan.LAUNCH | FlatSpan.QUEUING;
        flat.launchStartNanos = launch.startNanos();
        long queued = launch.queuedNanos(span.event());
        flat.launchNanos = queued - launch.startNanos();
        flat.queuingNanos = Math.max(0, span.startNanos() - queued);
        flat.launchId = launch.id();
        flat.present |= launch.id() == SpanIds.NONE ? 0 : FlatSpan.LAUNCH_ID;
        flat.launchProcess = index(launch.process());
        flat.launchThread = index(launch.thread());
    }

    private void setIds(SpanIds ids) {
        flat.spanId = ids.own();
        flat.parentId = ids.parent();
        flat.ownerId = ids.owner();
        flat.present |= (ids.own() == SpanIds.NONE ? 0 : FlatSpan.SPAN_ID)
                | (ids.parent() == SpanIds.NONE ? 0 : FlatSpan.PARENT_ID)
                | (ids.owner() == SpanIds.NONE ? 0 : FlatSpan.OWNER_ID);
    }

    private void setNumbers(TraceSpan span) {
        if (span.isOnHost()) {
            flat.present |= FlatSpan.DEPTH;
            flat.depth = span.depth();
        }
        if (span.nests()) {
            flat.present |= FlatSpan.SELF | FlatSpan.RUNTIME;
            flat.selfNanos = span.selfNanos();
            flat.runtimeNanos = span.parts().runtimeNanos();
        }
        if (span.step() != Launch.BEFORE_STEPS) {
            flat.present |= FlatSpan.STEP;
            flat.step = span.step();
        }
    }

    @SuppressWarnings("EnumOrdinal") // Avro writes an enum as the place of its symbol
    private static int place(@Nullable Phase phase) {
        return phase == null ? FlatEvent.NONE : phase.ordinal();
    }

    /** Index of a text in the strings of this table; {@link FlatEvent#NONE} for null. */
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

    /** Removes the span added last. */
    public void removeLast() {
        writer.reset();
        id = new Object();
    }

    /** Removes all spans and strings. */
    public void clear() {
        writer.clear();
        id = new Object();
    }

    /** Number of spans. */
    public int size() {
        return writer.count();
    }

    /** Bytes that the table adds to its batch. */
    public int bytes() {
        return writer.bytes();
    }

    /** Encodes the batch; the table is then empty. */
    public byte[] encode(SpanBatch frame) {
        id = new Object();
        return writer.encode(frame);
    }
}
