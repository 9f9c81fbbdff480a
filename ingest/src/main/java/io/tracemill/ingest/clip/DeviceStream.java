package io.tracemill.ingest.clip;

import java.util.Arrays;

/**
 * Events of one stream that have not ended yet, and how many later ones began meanwhile. An event that covers the
 * starts of {@value #COVERED} later ones is clipped to the first of these. So no more are followed than start within
 * ten starts, and at most {@value #MOST} that start together.
 */
final class DeviceStream {

    /** Number of later starts that no event may cover. */
    static final int COVERED = 10;

    private static final int MOST = 64;

    private static final int NUMBER = 0;
    private static final int START = 1;
    private static final int END = 2;
    private static final int NEXT_START = 3;
    private static final int COUNT = 4;
    private static final int FIELDS = 5;

    // FIELDS longs for each running event.
    private long[] events = new long[2 * FIELDS];
    private int used;

    /** Takes the next event of the stream, by start; clips those in the queue that it proves to be too long. */
    void add(long number, long start, long end, LookAhead queue) {
        int kept = 0;
        for (int at = 0; at < used; at += FIELDS) {
            if (events[at + END] > start && !isClipped(at, start, queue)) {
                System.arraycopy(events, at, events, kept, FIELDS);
                kept += FIELDS;
            }
        }
        used = kept;
        if (end > start && used < MOST * FIELDS) {
            events = used == events.length ? Arrays.copyOf(events, 2 * used) : events;
            events[used + NUMBER] = number;
            events[used + START] = start;
            events[used + END] = end;
            events[used + COUNT] = 0;
            used += FIELDS;
            queue.letWait(number, end);
        }
    }

    private boolean isClipped(int at, long start, LookAhead queue) {
        if (start > events[at + START]) {
            if (events[at + COUNT]++ == 0) {
                events[at + NEXT_START] = start;
            }
        }
        if (events[at + COUNT] < COVERED) {
            return false;
        }
        queue.clip(events[at + NUMBER], events[at + NEXT_START] - events[at + START]);
        return true;
    }
}
