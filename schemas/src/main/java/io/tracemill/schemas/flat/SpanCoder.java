package io.tracemill.schemas.flat;

import io.tracemill.schemas.Phase;

/** Writes and reads one span, field by field in the order of {@code SpanBatch.avsc}. */
final class SpanCoder {

    /** Most bytes that a span adds to its event. */
    private static final int LARGEST = 17 * (1 + BinaryOutput.LONGEST_NUMBER);

    private static final int PHASES = Phase.values().length;

    private SpanCoder() {}

    static void write(FlatSpan span, BinaryOutput out) {
        EventWriter.write(span.event, out);
        out.ensure(LARGEST);
        EventWriter.writeIndex(span.operator, out);
        EventWriter.writeIndex(span.phase, out);
        EventWriter.writeIndex(span.module, out);
        EventWriter.writeLong(span.has(FlatSpan.LAUNCH_START), span.launchStartNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.LAUNCH), span.launchNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.QUEUING), span.queuingNanos, out);
        EventWriter.writeIndex(span.parent, out);
        EventWriter.writeLong(span.has(FlatSpan.DEPTH), span.depth, out);
        EventWriter.writeLong(span.has(FlatSpan.SELF), span.selfNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.RUNTIME), span.runtimeNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.STEP), span.step, out);
        writeIds(span, out);
        EventWriter.writeIndex(span.launchProcess, out);
        EventWriter.writeIndex(span.launchThread, out);
    }

    private static void writeIds(FlatSpan span, BinaryOutput out) {
        EventWriter.writeLong(span.has(FlatSpan.SPAN_ID), span.spanId, out);
        EventWriter.writeLong(span.has(FlatSpan.PARENT_ID), span.parentId, out);
        EventWriter.writeLong(span.has(FlatSpan.OWNER_ID), span.ownerId, out);
        EventWriter.writeLong(span.has(FlatSpan.LAUNCH_ID), span.launchId, out);
    }

    static void read(BinaryInput in, int strings, FlatSpan span) {
        EventReader.read(in, strings, span.event);
        span.present = 0;
        span.operator = EventReader.readIndex(in, strings);
        span.phase = EventReader.readIndex(in, PHASES);
        span.module = EventReader.readIndex(in, strings);
        if (in.readBranch()) {
            span.present |= FlatSpan.LAUNCH_START;
            span.launchStartNanos = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.LAUNCH;
            span.launchNanos = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.QUEUING;
            span.queuingNanos = in.readLong();
        }
        span.parent = EventReader.readIndex(in, strings);
        if (in.readBranch()) {
            span.present |= FlatSpan.DEPTH;
            span.depth = in.readInt();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.SELF;
            span.selfNanos = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.RUNTIME;
            span.runtimeNanos = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.STEP;
            span.step = in.readInt();
        }
        readIds(in, span);
        span.launchProcess = EventReader.readIndex(in, strings);
        span.launchThread = EventReader.readIndex(in, strings);
    }

    private static void readIds(BinaryInput in, FlatSpan span) {
        if (in.readBranch()) {
            span.present |= FlatSpan.SPAN_ID;
            span.spanId = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.PARENT_ID;
            span.parentId = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.OWNER_ID;
            span.ownerId = in.readLong();
        }
        if (in.readBranch()) {
            span.present |= FlatSpan.LAUNCH_ID;
            span.launchId = in.readLong();
        }
    }
}
