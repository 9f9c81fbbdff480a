package io.tracemill.ingest.pack;

import static io.tracemill.ingest.pack.EventFields.NONE;

import io.tracemill.schemas.flat.Attribute;

/**
 * Codec of packed events. Body: phase (1 byte); bits of the attributes that are present (varint); their texts (a varint
 * each: 1 before an inline string, else the number of the string + 2); their other values (8 bytes each); the hash of a
 * submission's flow (8 bytes); counters; length and bytes of the remaining arguments.
 */
public final class EventCodec {

    private static final long OTHER_NUMBERS = Attribute.NUMBERS & ~Attribute.TEXTS;

    /** Bit of a submission. It takes the place of the kind's bit, because every event has a kind. */
    private static final long SUBMITS = Attribute.KIND.bit();

    private final BodyReader body = new BodyReader();

    /** Appends an event. */
    public static void write(EventFields event, GrowingBytes out) {
        int offset = PackedHead.open(out, event);
        out.put(event.phase);
        out.putVarLong(event.submits ? event.present | SUBMITS : event.present);
        for (long left = event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            writeString(event, (int) event.values[Long.numberOfTrailingZeros(left)], out);
        }
        for (long left = event.present & OTHER_NUMBERS; left != 0; left &= left - 1) {
            out.putLong(event.values[Long.numberOfTrailingZeros(left)]);
        }
        if (event.submits) {
            out.putLong(event.submission);
        }
        out.putVarInt(event.counters);
        for (int i = 0; i < event.counters; i++) {
            writeString(event, event.counterNames[i], out);
            out.putLong(Double.doubleToRawLongBits(event.counterValues[i]));
        }
        out.putVarInt(event.argsLength);
        out.put(event.args, event.argsOffset, event.argsLength);
        PackedHead.close(out, offset);
    }

    static void writeString(EventFields event, int reference, GrowingBytes out) {
        if (reference >= NONE) {
            out.putVarInt(reference == NONE ? 0 : reference + 2);
            return;
        }
        int place = EventFields.inlinePlace(reference);
        int length = varInt(event.inline, place);
        out.putVarInt(1);
        out.putVarInt(length);
        out.put(event.inline, place + varIntBytes(length), length);
    }

    /** Reads the event at an offset. Its inline strings and arguments stay where they are, in {@code bytes}. */
    public void read(byte[] bytes, int offset, EventFields event) {
        event.start = PackedHead.start(bytes, offset);
        event.duration = PackedHead.duration(bytes, offset);
        event.position = PackedHead.position(bytes, offset);
        event.kind = PackedHead.kind(bytes, offset);
        event.inline = bytes;
        event.args = bytes;
        body.begin(bytes, offset);
        event.phase = (char) body.oneByte();
        readAttributes(event);
        int counters = body.varInt();
        event.counters = 0;
        for (int i = 0; i < counters; i++) {
            int name = body.string();
            event.addCounter(name, body.decimal());
        }
        event.argsLength = body.varInt();
        event.argsOffset = body.at();
    }

    private void readAttributes(EventFields event) {
        long bits = body.varLong();
        event.submits = (bits & SUBMITS) != 0;
        event.present = bits & ~SUBMITS;
        for (long left = event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            event.values[Long.numberOfTrailingZeros(left)] = body.string();
        }
        for (long left = event.present & OTHER_NUMBERS; left != 0; left &= left - 1) {
            event.values[Long.numberOfTrailingZeros(left)] = body.eightBytes();
        }
        if (event.submits) {
            event.submission = body.eightBytes();
        }
    }

    /** The varint at an offset. */
    public static int varInt(byte[] bytes, int offset) {
        int value = 0;
        int shift = 0;
        int next = offset;
        int current;
        do {
            current = bytes[next++];
            value |= (current & 0x7f) << shift;
            shift += 7;
        } while (current < 0);
        return value;
    }

    /** Number of bytes that a varint takes. */
    public static int varIntBytes(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
