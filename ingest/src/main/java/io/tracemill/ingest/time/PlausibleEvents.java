package io.tracemill.ingest.time;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.ingest.sort.EventSource;

/**
 * Events of a source that start at a plausible time, and all attachments.
 *
 * @param all the source
 * @param times plausible times
 */
public record PlausibleEvents(EventSource all, PlausibleTimes times) implements EventSource {

    @Override
    public EventCursor events() {
        return new Cursor(all.events(), times);
    }

    /** Whether the event at which a cursor stands starts at a plausible time, or is an attachment. */
    public static boolean isPlausible(EventCursor cursor, PlausibleTimes times) {
        byte[] bytes = cursor.bytes();
        int offset = cursor.offset();
        return PackedHead.isAttachment(bytes, offset)
                || times.contain(PackedHead.kind(bytes, offset), PackedHead.start(bytes, offset));
    }

    private record Cursor(EventCursor all, PlausibleTimes times) implements EventCursor {

        @Override
        public boolean next() throws IngestException {
            boolean found = all.next();
            while (found && !isPlausible(all, times)) {
                found = all.next();
            }
            return found;
        }

        @Override
        public byte[] bytes() {
            return all.bytes();
        }

        @Override
        public int offset() {
            return all.offset();
        }
    }
}
