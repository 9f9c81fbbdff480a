package io.tracemill.ingest.clip;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.StreamReader;
import io.tracemill.ingest.sort.EventCursor;

/**
 * Cursor that knows which device events to clip: those that cover the starts of ten later events of their stream, which
 * runs one after the other. It reads ahead until the event at which it stands has ended or is clipped, but at most
 * {@value #MOST_AHEAD} events or 16 MiB; an event that covers ten starts only beyond these is not clipped.
 */
public final class ClippingCursor implements EventCursor {

    private static final int MOST_AHEAD = 1 << 16;
    private static final long MOST_BYTES = 16 << 20;

    private final EventCursor all;
    private final LookAhead queue = new LookAhead();
    private final DeviceStreams streams = new DeviceStreams();
    private final StreamReader place = new StreamReader();
    private long latestStart = Long.MIN_VALUE;
    private long bytesAhead;
    private boolean exhausted;
    private boolean leavesOut;
    private byte[] bytes = new byte[0];
    private int offset;
    private long clippedNanos;

    /** A cursor over the events of another one. */
    public ClippingCursor(EventCursor all) {
        this.all = all;
    }

    @Override
    public boolean next() throws IngestException {
        while (!exhausted && (queue.size() == 0 || (queue.firstWaits(latestStart) && hasRoom()))) {
            readAhead();
        }
        if (queue.size() == 0) {
            return false;
        }
        bytes = queue.firstBytes();
        offset = queue.firstOffset();
        clippedNanos = queue.firstClipped();
        queue.removeFirst();
        bytesAhead -= PackedHead.length(bytes, offset);
        return true;
    }

    private boolean hasRoom() {
        return queue.size() < MOST_AHEAD && bytesAhead < MOST_BYTES;
    }

    private void readAhead() throws IngestException {
        if (!all.next()) {
            exhausted = true;
            return;
        }
        byte[] read = all.bytes();
        int at = all.offset();
        latestStart = PackedHead.start(read, at);
        long number = queue.next();
        queue.add(read, at);
        bytesAhead += PackedHead.length(read, at);
        if (PackedHead.isDeviceEvent(read, at) && place.read(read, at)) {
            DeviceStream stream = streams.of(place);
            if (stream == null) {
                leavesOut = true;
            } else {
                stream.add(number, latestStart, latestStart + PackedHead.duration(read, at), queue);
            }
        }
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int offset() {
        return offset;
    }

    /** Whether a stream found no room, so that none of its events is clipped. */
    public boolean leavesOut() {
        return leavesOut;
    }

    /** Whether the current event is to be clipped. */
    public boolean isClipped() {
        return clippedNanos != LookAhead.WHOLE;
    }

    /** Duration to which the current event is to be clipped, in ns. */
    public long clippedNanos() {
        return clippedNanos;
    }
}
