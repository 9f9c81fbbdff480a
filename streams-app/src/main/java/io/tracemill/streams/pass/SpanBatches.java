package io.tracemill.streams.pass;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.trace.TraceSpan;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Output of a trace's spans, cut into batches by encoded size. A span too large for any record is written without its
 * arguments, and an argument gives their size. If it is still too large, it is rejected.
 */
final class SpanBatches {

    /** Bytes reserved for the counts of strings and spans. */
    private static final int COUNTS = 16;

    private final int maxBytes;
    private final SpanTable table;
    private final SpanBatch frame;
    private final int frameBytes;
    private List<byte[]> full = new ArrayList<>();
    private List<String> rejected = new ArrayList<>();
    private long spans;
    private int sequence;

    /**
     * Creates the output of a trace.
     *
     * @param maxBytes limit on the encoded size of a batch of several spans
     * @param table buffer for the spans of one batch of events; it is left empty
     */
    SpanBatches(TraceInfo trace, int maxBytes, SpanTable table) {
        this.maxBytes = maxBytes;
        this.table = table;
        this.frame = SpanBatch.newBuilder()
                .setTraceId(trace.getTraceId())
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setNode(trace.getNode())
                .setRank(trace.getRank())
                .setSequence(Integer.MAX_VALUE)
                .setStrings(List.of())
                .setSpans(List.of())
                .build();
        this.frameBytes = COUNTS + AvroSerde.of(SpanBatch.class).encode(frame).length;
    }

    /** Clears the table, which a failure may have left filled. */
    void begin() {
        table.clear();
    }

    void add(TraceSpan span) {
        table.add(span);
        spans++;
        if (frameBytes + table.bytes() > maxBytes) {
            cut(span);
        }
    }

    /** Closes the batch before the span. If the batch has no other span, the span stays in it. */
    private void cut(TraceSpan span) {
        if (table.size() > 1) {
            table.removeLast();
            full.add(encode());
            table.add(span);
        }
        if (frameBytes + table.bytes() > Topic.MAX_VALUE_BYTES) {
            table.removeLast();
            addSmaller(span);
        }
    }

    private void addSmaller(TraceSpan span) {
        FlatEvent event = span.event();
        if (event.args != null) {
            event.args = ("{\"tracemill_args_left_out_bytes\":" + event.argsLength + "}").getBytes(UTF_8);
            event.argsOffset = 0;
            event.argsLength = event.args.length;
        }
        table.add(span);
        int bytes = frameBytes + table.bytes();
        if (bytes > Topic.MAX_VALUE_BYTES) {
            table.removeLast();
            spans--;
            rejected.add("a span of " + bytes + " bytes at " + span.startNanos() + " ns was rejected: at most "
                    + Topic.MAX_VALUE_BYTES + " go into a record");
        }
    }

    private byte[] encode() {
        frame.setSequence(sequence++);
        return table.encode(frame);
    }

    /** Spans added since the last call, in encoded batches. */
    List<byte[]> take() {
        if (table.size() > 0) {
            full.add(encode());
        }
        List<byte[]> taken = full;
        full = new ArrayList<>();
        return taken;
    }

    /** Spans rejected since the last call, one sentence each. */
    List<String> takeRejected() {
        List<String> taken = rejected;
        rejected = new ArrayList<>();
        return taken;
    }

    /** Number of spans written so far. */
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
