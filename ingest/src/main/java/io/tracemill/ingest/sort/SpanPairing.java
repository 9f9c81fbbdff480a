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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairing of begins and ends into spans, in time order, by process and thread. An end closes the begin of its name that
 * is open and started last, as trace viewers do; begins since then stay open. An end without a name closes the begin
 * that started last. A begin without an end and an event without a duration last to the end of the trace. At most
 * {@value #MOST_OPEN} begins are open at once, and of at most 32 MiB; an end is compared with {@value #MOST_COMPARED}
 * of them. Lanes are told apart as long as their names take at most 16 MiB.
 */
public final class SpanPairing {

    /** Receiver of spans. */
    public interface Sink {
        /** Takes a span. */
        void span(EventFields span) throws IngestException;

        /**
         * Counts an end that is now part of a span.
         *
         * @param crossed whether begins that started later were still open, so that spans cross
         */
        void endMerged(boolean crossed);

        /** Takes an event that makes no span. */
        void reject(Reject reject) throws IngestException;
    }

    private static final int MOST_OPEN = 1 << 18;
    private static final int MOST_OPEN_BYTES = 32 << 20;
    private static final int MOST_COMPARED = 1 << 10;
    private static final int MOST_LANE_BYTES = 16 << 20;
    private static final int LONGEST_LANE = StringPool.LONGEST;

    private final StringPool pool;
    private final Sink sink;
    private final EventCodec codec = new EventCodec();
    private final EventFields begin = new EventFields();
    private final EventFields event = new EventFields();
    private final StringPool laneNames = new StringPool(MOST_LANE_BYTES);
    private final StringPool.Cache laneNumbers = new StringPool.Cache(laneNames);
    private final GrowingBytes laneName = new GrowingBytes(64);
    private final List<List<Begin>> lanes = new ArrayList<>();
    private int open;
    private long openBytes;

    /**
     * A begin that is open.
     *
     * @param packed the event
     * @param name reference of its name
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Begin(byte[] packed, int name) {}

    /** The pairing of events whose strings are in a pool. */
    public SpanPairing(StringPool pool, Sink sink) {
        this.pool = pool;
        this.sink = sink;
    }

    /** Pairs all events; begins still open then last to {@code traceEnd}, in ns of the file's clock. */
    public void pair(EventCursor unpaired, long traceEnd) throws IngestException {
        while (unpaired.next()) {
            UnpairedEventCodec.read(unpaired.bytes(), unpaired.offset(), codec, event);
            switch (event.phase) {
                case 'B' -> begin(unpaired);
                case 'E' -> end(unpaired);
                default -> unclosed(event, traceEnd);
            }
        }
        for (List<Begin> lane : lanes) {
            for (Begin each : lane) {
                UnpairedEventCodec.read(each.packed, 0, codec, begin);
                unclosed(begin, traceEnd);
            }
        }
    }

    private void begin(EventCursor unpaired) throws IngestException {
        int length = PackedHead.length(unpaired.bytes(), unpaired.offset());
        List<Begin> lane = lane();
        if (lane == null || open == MOST_OPEN || openBytes + length > MOST_OPEN_BYTES) {
            String most = MOST_OPEN + " open begins, of " + (MOST_OPEN_BYTES >> 20) + " MiB";
            reject(unpaired, RejectReason.TOO_MANY_OPEN, "expected at most " + most);
            return;
        }
        open++;
        openBytes += length;
        int end = unpaired.offset() + length;
        lane.add(new Begin(Arrays.copyOfRange(unpaired.bytes(), unpaired.offset(), end), event.text(Attribute.NAME)));
    }

    private void end(EventCursor unpaired) throws IngestException {
        List<Begin> lane = lane();
        int closed = lane == null ? -1 : closedByEvent(lane);
        if (lane == null || closed < 0) {
            reject(
                    unpaired,
                    RejectReason.END_WITHOUT_BEGIN,
                    "expected an open begin of its name on its process and thread");
            return;
        }
        boolean crossed = closed < lane.size() - 1;
        open--;
        byte[] bytes = lane.remove(closed).packed;
        openBytes -= bytes.length;
        UnpairedEventCodec.read(bytes, 0, codec, begin);
        begin.duration = event.start - begin.start;
        addAttributesOfEnd(bytes);
        sink.endMerged(crossed);
        sink.span(begin);
    }

    /** Index of the begin that the event closes; -1 if it closes none. */
    private int closedByEvent(List<Begin> lane) {
        int last = lane.size() - 1;
        if (event.text(pool, event.text(Attribute.NAME)).isEmpty()) {
            return last;
        }
        for (int i = last; i >= 0 && i > last - MOST_COMPARED; i--) {
            if (mayHaveNameOfEvent(lane.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a begin has the name of the event, or none. */
    private boolean mayHaveNameOfEvent(Begin each) {
        int name = event.text(Attribute.NAME);
        if (each.name >= EventFields.NONE) {
            return each.name == name || event.text(pool, each.name).isEmpty();
        }
        if (name >= EventFields.NONE) {
            return false; // a string is either always in the pool or never
        }
        UnpairedEventCodec.read(each.packed, 0, codec, begin);
        return begin.text(pool, begin.text(Attribute.NAME)).equals(event.text(pool, name));
    }

    private void unclosed(EventFields span, long traceEnd) throws IngestException {
        span.duration = traceEnd - span.start;
        span.setFlag(Attribute.UNCLOSED);
        sink.span(span);
    }

    private void reject(EventCursor unpaired, RejectReason reason, String detail) throws IngestException {
        byte[] firstBytes = UnpairedEventCodec.firstBytes(unpaired.bytes(), unpaired.offset(), event);
        sink.reject(new Reject(event.position, reason, detail, firstBytes));
    }

    /** Begins that are open on the lane of the event; null if there is no room for the lane. */
    private @Nullable List<Begin> lane() {
        laneName.clear();
        laneName.putText(event.text(pool, event.text(Attribute.PROCESS)));
        laneName.put(0);
        laneName.putText(event.text(pool, event.text(Attribute.THREAD)));
        int number = laneNumbers.number(laneName.array(), 0, Math.min(LONGEST_LANE, laneName.size()));
        if (number == EventFields.NONE) {
            return null;
        }
        while (number >= lanes.size()) {
            lanes.add(new ArrayList<>());
        }
        return lanes.get(number);
    }

    /** Adds to the begin the attributes that only the end has; arguments of both are kept apart. */
    private void addAttributesOfEnd(byte[] beginBytes) {
        long missing = event.present & ~begin.present;
        boolean inline = false;
        for (long left = missing & Attribute.NUMBERS; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            long value = event.values[place];
            if ((Attribute.TEXTS & 1L << place) != 0 && value < EventFields.NONE) {
                inline = true;
                value = EventFields.inlineReference(beginBytes.length + EventFields.inlinePlace((int) value));
            }
            begin.values[place] = value;
        }
        begin.present |= missing;
        if (inline) {
            begin.inline = concat(beginBytes, event.inline);
        }
        if (begin.counters == 0) {
            for (int i = 0; i < event.counters && event.counterNames[i] >= 0; i++) {
                begin.addCounter(event.counterNames[i], event.counterValues[i]);
            }
        }
        if (event.argsLength > 0) {
            addArgs();
        }
    }

    private void addArgs() {
        GrowingBytes both = new GrowingBytes(begin.argsLength + event.argsLength + 16);
        if (begin.argsLength > 0) {
            both.put(begin.args, begin.argsOffset, begin.argsLength - 1);
            both.put(",\"end_args\":".getBytes(UTF_8));
            both.put(event.args, event.argsOffset, event.argsLength);
            both.put('}');
        } else {
            both.put(event.args, event.argsOffset, event.argsLength);
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
