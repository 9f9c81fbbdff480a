package io.tracemill.schemas.flat;

/** Writes and reads one span, field by field in the order of {@code SpanBatch.avsc}. */
final class SpanCoder {

    /** Most bytes that a span adds to its event. */
    private static final int LARGEST = 9 * (1 + BinaryOutput.LONGEST_NUMBER);

    private SpanCoder() {}

    static void write(FlatSpan span, BinaryOutput out) {
        EventWriter.write(span.event, out);
        out.ensure(LARGEST);
        EventWriter.writeIndex(span.operator, out);
        EventWriter.writeLong(span.has(FlatSpan.LAUNCH_START), span.launchStartNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.LAUNCH), span.launchNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.QUEUING), span.queuingNanos, out);
        EventWriter.writeIndex(span.parent, out);
        EventWriter.writeLong(span.has(FlatSpan.DEPTH), span.depth, out);
        EventWriter.writeLong(span.has(FlatSpan.SELF), span.selfNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.RUNTIME), span.runtimeNanos, out);
        EventWriter.writeLong(span.has(FlatSpan.STEP), span.step, out);
    }

    static void read(BinaryInput in, int strings, FlatSpan span) {
        EventReader.read(in, strings, span.event);
        span.present = 0;
        span.operator = EventReader.readIndex(in, strings);
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
    }
}
