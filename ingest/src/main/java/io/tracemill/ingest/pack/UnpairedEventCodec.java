package io.tracemill.ingest.pack;

import io.tracemill.schemas.EventKind;
import java.util.Arrays;

/**
 * Codec of packed events that are not spans yet: begins, ends, and complete events without a duration. They sort only
 * by start and position; the kind and the first bytes of the event in the file follow the packed event.
 */
@SuppressWarnings("EnumOrdinal") // written and read by the same process
public final class UnpairedEventCodec {

    private static final int FIRST_BYTES = 64;
    private static final EventKind[] KINDS = EventKind.values();

    private UnpairedEventCodec() {}

    /** Appends an event that stands in {@code source[from, to)}. */
    public static void write(EventFields event, byte[] source, int from, int to, GrowingBytes out) {
        EventKind kind = event.kind;
        int offset = out.size();
        event.kind = EventKind.OTHER;
        EventCodec.write(event, out);
        event.kind = kind;
        out.put(kind.ordinal());
        out.put(source, from, Math.min(to - from, FIRST_BYTES));
        PackedHead.close(out, offset);
    }

    /** Reads the event at an offset, including its kind. */
    public static void read(byte[] bytes, int offset, EventCodec codec, EventFields event) {
        codec.read(bytes, offset, event);
        event.kind = KINDS[bytes[event.argsOffset + event.argsLength]];
    }

    /** First bytes in the file of the event at an offset, which must be the one read last. */
    public static byte[] firstBytes(byte[] bytes, int offset, EventFields event) {
        int from = event.argsOffset + event.argsLength + 1;
        return Arrays.copyOfRange(bytes, from, offset + PackedHead.length(bytes, offset));
    }
}
