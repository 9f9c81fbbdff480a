package io.tracemill.ingest.pack;

import static io.tracemill.ingest.pack.EventFields.BYTES;
import static io.tracemill.ingest.pack.EventFields.CORRELATION;
import static io.tracemill.ingest.pack.EventFields.EXTERNAL_ID;
import static io.tracemill.ingest.pack.EventFields.NONE;
import static io.tracemill.ingest.pack.EventFields.OCCUPANCY;
import static io.tracemill.ingest.pack.EventFields.REGISTERS;
import static io.tracemill.ingest.pack.EventFields.SHARED_MEMORY;
import static io.tracemill.ingest.pack.EventFields.SUBMISSION;

/**
 * Writes and reads packed events. Body: phase (1 byte), bits of the numbers and flags (1), string references (a varint
 * each: 0 none, 1 an inline string that follows, else number + 2), the numbers present, counters, length and bytes of
 * the remaining arguments.
 */
public final class EventCodec {

    private final BodyReader body = new BodyReader();

    /** Appends an event. */
    public static void write(EventFields event, GrowingBytes out) {
        int offset = PackedHead.open(out, event);
        out.put(event.phase);
        out.put(event.present);
        for (int reference : event.strings) {
            writeString(event, reference, out);
        }
        writeNumbers(event, out);
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

    private static void writeNumbers(EventFields event, GrowingBytes out) {
        if (event.has(CORRELATION)) {
            out.putLong(event.correlation);
        }
        if (event.has(EXTERNAL_ID)) {
            out.putLong(event.externalId);
        }
        if (event.has(REGISTERS)) {
            out.putInt(event.registers);
        }
        if (event.has(SHARED_MEMORY)) {
            out.putLong(event.sharedMemory);
        }
        if (event.has(OCCUPANCY)) {
            out.putLong(Double.doubleToRawLongBits(event.occupancy));
        }
        if (event.has(BYTES)) {
            out.putLong(event.bytes);
        }
        if (event.has(SUBMISSION)) {
            out.putLong(event.submission);
        }
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
        event.present = body.oneByte();
        for (int i = 0; i < EventFields.STRINGS; i++) {
            event.strings[i] = body.string();
        }
        readNumbers(event);
        int counters = body.varInt();
        event.counters = 0;
        for (int i = 0; i < counters; i++) {
            int name = body.string();
            event.addCounter(name, body.decimal());
        }
        event.argsLength = body.varInt();
        event.argsOffset = body.at();
    }

    private void readNumbers(EventFields event) {
        if (event.has(CORRELATION)) {
            event.correlation = body.eightBytes();
        }
        if (event.has(EXTERNAL_ID)) {
            event.externalId = body.eightBytes();
        }
        if (event.has(REGISTERS)) {
            event.registers = body.fourBytes();
        }
        if (event.has(SHARED_MEMORY)) {
            event.sharedMemory = body.eightBytes();
        }
        if (event.has(OCCUPANCY)) {
            event.occupancy = body.decimal();
        }
        if (event.has(BYTES)) {
            event.bytes = body.eightBytes();
        }
        if (event.has(SUBMISSION)) {
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

    /** Bytes that a varint takes. */
    public static int varIntBytes(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
