package io.tracemill.ingest.publish;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.Packed;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.schemas.EventKind;

/**
 * Notes the launches of device events that only their submission links. A launch is published before what it causes, with how
 * much that is, so this goes through the events once before they are published, and keeps nothing but ids.
 */
final class SubmittedLaunches {

    private final CollectiveStreams streams;
    private final Flows flows;
    private final LaunchTable launches;
    private final EventCodec codec = new EventCodec();
    private final EventFields event = new EventFields();

    SubmittedLaunches(CollectiveStreams streams, StringPool pool, LaunchTable launches) {
        this.streams = streams;
        this.flows = new Flows(pool);
        this.launches = launches;
    }

    void note(EventCursor cursor) throws IngestException {
        while (cursor.next()) {
            EventKind kind = Packed.kind(cursor.bytes(), cursor.offset());
            boolean attached = Packed.duration(cursor.bytes(), cursor.offset()) == Long.MAX_VALUE;
            if (!attached && !isOfDevice(kind)) {
                continue;
            }
            codec.read(cursor.bytes(), cursor.offset(), event);
            if (!event.has(EventFields.ATTACHED)) {
                noteDeviceEvent();
            } else if (!Attachments.isRow(event)) {
                flows.add(event);
            }
        }
    }

    private void noteDeviceEvent() {
        streams.correct(event);
        if (isOfDevice(event.kind) && flows.endAt(event)) {
            launches.addDeviceEvent(event.correlation);
            launches.addCall(event.correlation);
        }
    }

    private static boolean isOfDevice(EventKind kind) {
        return switch (kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> true;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> false;
        };
    }
}
