package io.tracemill.ingest.publish;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.AttachmentCodec;
import io.tracemill.ingest.pack.AttachmentTag;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;

/**
 * First pass over the events of a trace, which finds the launches of device events that only their submission links. It
 * is needed because a launch is published before its device events, with their number. Only ids are kept.
 */
final class SubmittedLaunches {

    private final CollectiveStreams streams;
    private final Flows flows;
    private final LaunchTable launches;
    private final AttachmentCodec attachments;
    private final EventCodec codec = new EventCodec();
    private final EventFields event = new EventFields();

    SubmittedLaunches(CollectiveStreams streams, StringPool pool, LaunchTable launches) {
        this.streams = streams;
        this.flows = new Flows(pool);
        this.attachments = new AttachmentCodec(pool);
        this.launches = launches;
    }

    void note(EventCursor cursor) throws IngestException {
        while (cursor.next()) {
            byte[] bytes = cursor.bytes();
            int offset = cursor.offset();
            if (PackedHead.isAttachment(bytes, offset)) {
                noteFlow(bytes, offset);
            } else if (isOfDevice(PackedHead.kind(bytes, offset))) {
                codec.read(bytes, offset, event);
                noteDeviceEvent();
            }
        }
    }

    private void noteFlow(byte[] bytes, int offset) {
        if (PackedHead.tag(bytes, offset) != AttachmentTag.TABLE_ROW) {
            attachments.read(bytes, offset).visit(flows);
        }
    }

    private void noteDeviceEvent() {
        streams.correct(event);
        if (isOfDevice(event.kind) && flows.endAt(event)) {
            launches.addDeviceEvent(event.number(Attribute.CORRELATION_ID));
            launches.addCall(event.number(Attribute.CORRELATION_ID));
        }
    }

    private static boolean isOfDevice(EventKind kind) {
        return switch (kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> true;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> false;
        };
    }
}
