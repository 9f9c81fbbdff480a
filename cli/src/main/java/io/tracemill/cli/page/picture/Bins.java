package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.EventKind;
import java.io.IOException;

/**
 * The time of a device over its window, in bins of one width: computing, communication and copies as far as they are
 * exposed, and idle, as in {@code device_stats}. In each bin they add up to its width; the last one may be shorter.
 */
final class Bins {

    /** Most bins. */
    static final int MOST = 1_000;

    private static final int COMPUTING = 0;
    private static final int COMMUNICATION = 1;
    private static final int MEMCPY = 2;
    private static final int IDLE = 3;
    private static final String[] NAMES = {"computing_ns", "exposed_communication_ns", "exposed_memcpy_ns", "idle_ns"};

    private final long start;
    private final long total;
    private final long width;
    private final long[][] bins;

    /** End of what runs of each kind of work, by the events so far. */
    private final long[] busyUntil;

    /** Up to where the time is divided. */
    private long done;

    /** Bins of a window, in ns. */
    Bins(long start, long total) {
        this.start = start;
        this.total = total;
        this.width = Math.max(1, (total + MOST - 1) / MOST);
        this.bins = new long[NAMES.length][(int) Math.max(1, (total + width - 1) / width)];
        this.busyUntil = new long[] {start, start, start};
        this.done = start;
    }

    /** Adds an event of the device. Events come by their start. */
    void add(EventKind kind, long eventStart, long eventEnd) {
        divideUntil(eventStart);
        int of = work(kind);
        busyUntil[of] = Math.max(busyUntil[of], eventEnd);
    }

    /** Ends the window. */
    void end() {
        divideUntil(start + total);
    }

    private static int work(EventKind kind) {
        return switch (kind) {
            case COMMUNICATION -> COMMUNICATION;
            case MEMCPY -> MEMCPY;
            case KERNEL, MEMSET, OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER ->
                COMPUTING;
        };
    }

    /** No event that is still to come starts before this time. */
    private void divideUntil(long time) {
        long end = Math.min(time, start + total);
        for (int of = COMPUTING; of <= MEMCPY; of++) {
            long until = Math.min(busyUntil[of], end);
            if (until > done) {
                add(of, done, until);
                done = until;
            }
        }
        if (end > done) {
            add(IDLE, done, end);
            done = end;
        }
    }

    private void add(int of, long from, long to) {
        long at = from - start;
        long end = to - start;
        while (at < end) {
            int bin = (int) (at / width);
            long until = Math.min(end, (bin + 1) * width);
            bins[of][bin] += until - at;
            at = until;
        }
    }

    void write(long originNanos, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("count", bins[0].length);
        json.writeNumberField("width_ns", width);
        json.writeNumberField("start_ns", start - originNanos);
        for (int of = 0; of < NAMES.length; of++) {
            json.writeFieldName(NAMES[of]);
            json.writeArray(bins[of], 0, bins[of].length);
        }
        json.writeEndObject();
    }
}
