package io.tracemill.ingest.sort;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.pack.UnpairedEventCodec;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.flat.Attribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Makes spans of begins and ends, in time order, one stack per process and thread. A begin without an end, like an
 * event without a duration, runs to the end of the trace. At most {@value #MOST_OPEN} begins are open at once.
 */
public final class SpanPairing {

    /** What comes of the points. */
    public interface Sink {
        /** Takes a span. */
        void span(EventFields span) throws IngestException;

        /** Takes note of an end that is now part of a span. */
        void endMerged();

        /** Takes a point that makes no span. */
        void reject(Reject reject) throws IngestException;
    }

    private static final int MOST_OPEN = 1 << 18;
    private static final int LONGEST_LANE = StringPool.LONGEST;

    private final StringPool pool;
    private final Sink sink;
    private final EventCodec codec = new EventCodec();
    private final EventFields begin = new EventFields();
    private final EventFields point = new EventFields();
    private final StringPool laneNames = new StringPool(Long.MAX_VALUE);
    private final StringPool.Cache laneNumbers = new StringPool.Cache(laneNames);
    private final GrowingBytes laneName = new GrowingBytes(64);
    private final List<Deque<byte[]>> lanes = new ArrayList<>();
    private int open;

    /** Pairs points whose strings are in a pool. */
    public SpanPairing(StringPool pool, Sink sink) {
        this.pool = pool;
        this.sink = sink;
    }

    /** Pairs all points; what is still open then runs to {@code traceEnd}, in ns of the file's clock. */
    public void pair(EventCursor points, long traceEnd) throws IngestException {
        while (points.next()) {
            UnpairedEventCodec.read(points.bytes(), points.offset(), codec, point);
            switch (point.phase) {
                case 'B' -> begin(points);
                case 'E' -> end(points);
                default -> unclosed(point, traceEnd);
            }
        }
        for (Deque<byte[]> lane : lanes) {
            for (byte[] bytes : lane) {
                UnpairedEventCodec.read(bytes, 0, codec, begin);
                unclosed(begin, traceEnd);
            }
        }
    }

    private void begin(EventCursor points) throws IngestException {
        if (open == MOST_OPEN) {
            reject(points, RejectReason.TOO_MANY_OPEN, "expected at most " + MOST_OPEN + " open begins");
            return;
        }
        open++;
        int end = points.offset() + PackedHead.length(points.bytes(), points.offset());
        lane().push(Arrays.copyOfRange(points.bytes(), points.offset(), end));
    }

    private void end(EventCursor points) throws IngestException {
        Deque<byte[]> lane = lane();
        if (lane.isEmpty()) {
            reject(points, RejectReason.END_WITHOUT_BEGIN, "expected an open begin on its process and thread");
            return;
        }
        open--;
        byte[] bytes = lane.pop();
        UnpairedEventCodec.read(bytes, 0, codec, begin);
        begin.duration = point.start - begin.start;
        addWhatTheEndSays(bytes);
        sink.endMerged();
        sink.span(begin);
    }

    private void unclosed(EventFields event, long traceEnd) throws IngestException {
        event.duration = traceEnd - event.start;
        event.setFlag(Attribute.UNCLOSED);
        sink.span(event);
    }

    private void reject(EventCursor points, RejectReason reason, String detail) throws IngestException {
        byte[] firstBytes = UnpairedEventCodec.firstBytes(points.bytes(), points.offset(), point);
        sink.reject(new Reject(point.position, reason, detail, firstBytes));
    }

    private Deque<byte[]> lane() {
        laneName.clear();
        laneName.putText(point.text(pool, point.text(Attribute.PROCESS)));
        laneName.put(0);
        laneName.putText(point.text(pool, point.text(Attribute.THREAD)));
        int number = laneNumbers.number(laneName.array(), 0, Math.min(LONGEST_LANE, laneName.size()));
        while (number >= lanes.size()) {
            lanes.add(new ArrayDeque<>());
        }
        return lanes.get(number);
    }

    /** An end may carry arguments too: what the begin lacks is taken over, arguments of both are kept apart. */
    private void addWhatTheEndSays(byte[] beginBytes) {
        long missing = point.present & ~begin.present;
        boolean inline = false;
        for (long left = missing & Attribute.NUMBERS; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            long value = point.values[place];
            if ((Attribute.TEXTS & 1L << place) != 0 && value < EventFields.NONE) {
                inline = true;
                value = EventFields.inlineReference(beginBytes.length + EventFields.inlinePlace((int) value));
            }
            begin.values[place] = value;
        }
        begin.present |= missing;
        if (inline) {
            begin.inline = concat(beginBytes, point.inline);
        }
        if (begin.counters == 0) {
            for (int i = 0; i < point.counters && point.counterNames[i] >= 0; i++) {
                begin.addCounter(point.counterNames[i], point.counterValues[i]);
            }
        }
        if (point.argsLength > 0) {
            addArgs();
        }
    }

    private void addArgs() {
        GrowingBytes both = new GrowingBytes(begin.argsLength + point.argsLength + 16);
        if (begin.argsLength > 0) {
            both.put(begin.args, begin.argsOffset, begin.argsLength - 1);
            both.put(",\"end_args\":".getBytes(UTF_8));
            both.put(point.args, point.argsOffset, point.argsLength);
            both.put('}');
        } else {
            both.put(point.args, point.argsOffset, point.argsLength);
        }
        begin.args = both.array();
        begin.argsOffset = 0;
        begin.argsLength = both.size();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
