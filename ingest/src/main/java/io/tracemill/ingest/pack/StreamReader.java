package io.tracemill.ingest.pack;

import io.tracemill.schemas.flat.Attribute;

/**
 * Reader of the place of a packed device event, without the rest of it: process, device and stream. Each is a number
 * that no other text of the trace has: that of the pool, or a hash with the highest bit set for a text that has no room
 * there.
 */
public final class StreamReader {

    /** Number of an absent text. */
    private static final long NONE = Long.MAX_VALUE;

    private static final long TEXTS_THROUGH_STREAM = Attribute.TEXTS & (2 * Attribute.STREAM.bit() - 1);

    private final BodyReader body = new BodyReader();
    private long process;
    private long device;
    private long stream;

    /** Reads the event at an offset; returns whether it has a stream. */
    public boolean read(byte[] bytes, int offset) {
        body.begin(bytes, offset);
        body.oneByte();
        process = NONE;
        device = NONE;
        stream = NONE;
        for (long left = body.varLong() & TEXTS_THROUGH_STREAM; left != 0; left &= left - 1) {
            int reference = body.string();
            int place = Long.numberOfTrailingZeros(left);
            if (place == Attribute.PROCESS.place()) {
                process = number(bytes, reference);
            } else if (place == Attribute.DEVICE.place()) {
                device = number(bytes, reference);
            } else if (place == Attribute.STREAM.place()) {
                stream = number(bytes, reference);
            }
        }
        return stream != NONE;
    }

    private static long number(byte[] bytes, int reference) {
        if (reference >= 0) {
            return reference;
        }
        int place = EventFields.inlinePlace(reference);
        int length = EventCodec.varInt(bytes, place);
        return Long.MIN_VALUE | StringBytes.hash(bytes, place + EventCodec.varIntBytes(length), length);
    }

    /** Process of the event. */
    public long process() {
        return process;
    }

    /** Device of the event. */
    public long device() {
        return device;
    }

    /** Stream of the event. */
    public long stream() {
        return stream;
    }
}
