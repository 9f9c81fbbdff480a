package io.tracemill.ingest.pack;

import io.tracemill.schemas.EventKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Head of a packed event or attachment, in memory and on disk: length of the whole (4 bytes), start in ns (8), duration
 * in ns or -1 (8), byte position in the file (8), kind (1); the body follows. Sorting looks at nothing else. An
 * attachment has its tag in place of the kind and the longest possible duration, so that it comes before all events
 * that start with it.
 */
@SuppressWarnings("EnumOrdinal") // written and read by the same process
public final class PackedHead {

    /** Size of the head, in bytes. */
    public static final int HEAD = 29;

    private static final int START = 4;
    private static final int DURATION = 12;
    private static final int POSITION = 20;
    private static final int KIND = 28;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    // Places in the order of events with one start and one duration.
    static final int PLACE_OF_CALLS = 2;
    static final int PLACE_OF_DEVICE_EVENTS = 3;
    static final int PLACE_OF_OTHERS = 4;

    private static final EventKind[] KINDS = EventKind.values();
    private static final AttachmentTag[] TAGS = AttachmentTag.values();
    private static final byte[] PLACE = places();

    private PackedHead() {}

    /** Length of the packed event at an offset, head included. */
    public static int length(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    /** Start of the event, in ns of the file's own clock. */
    public static long start(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + START);
    }

    /** Duration of the event in ns, or -1 for none. */
    public static long duration(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + DURATION);
    }

    /** Position of the event in the decompressed file, in bytes. */
    public static long position(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + POSITION);
    }

    /** Whether an attachment is at an offset, and no event. */
    public static boolean isAttachment(byte[] bytes, int offset) {
        return bytes[offset + KIND] >= KINDS.length;
    }

    /** Whether an event that ran on a device is at an offset. */
    public static boolean isDeviceEvent(byte[] bytes, int offset) {
        int kind = bytes[offset + KIND];
        return kind < KINDS.length && PLACE[kind] == PLACE_OF_DEVICE_EVENTS;
    }

    /** Tag of the attachment at an offset. */
    public static AttachmentTag tag(byte[] bytes, int offset) {
        return TAGS[bytes[offset + KIND] - KINDS.length];
    }

    /** Kind of the event at an offset. */
    public static EventKind kind(byte[] bytes, int offset) {
        return KINDS[bytes[offset + KIND]];
    }

    static int intAt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static long longAt(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /** Appends a head; the length is set by {@link #close}. Returns the offset of the head. */
    static int open(GrowingBytes out, EventFields event) {
        return open(out, event.start, event.duration, event.position, event.kind);
    }

    /** Appends a head of the given values; the length is set by {@link #close}. Returns the offset of the head. */
    public static int open(GrowingBytes out, long start, long duration, long position, EventKind kind) {
        return open(out, start, duration, position, kind.ordinal());
    }

    /** Appends the head of an attachment; the length is set by {@link #close}. Returns the offset of the head. */
    static int open(GrowingBytes out, long start, long position, AttachmentTag tag) {
        return open(out, start, Long.MAX_VALUE, position, KINDS.length + tag.ordinal());
    }

    private static int open(GrowingBytes out, long start, long duration, long position, int kind) {
        int offset = out.size();
        out.putInt(0);
        out.putLong(start);
        out.putLong(duration);
        out.putLong(position);
        out.put(kind);
        return offset;
    }

    /** Completes an event whose head is at an offset and whose body has been written. */
    public static void close(GrowingBytes out, int offset) {
        out.setInt(offset, out.size() - offset);
    }

    /** The order of a trace: start, longer first, kind, position. */
    public static int compare(byte[] a, int offsetA, byte[] b, int offsetB) {
        int byStart = Long.compare(start(a, offsetA), start(b, offsetB));
        return byStart != 0 ? byStart : compareTied(a, offsetA, b, offsetB);
    }

    /** The order of a trace among events that start together. */
    static int compareTied(byte[] a, int offsetA, byte[] b, int offsetB) {
        int byDuration = Long.compare(Math.max(0, duration(b, offsetB)), Math.max(0, duration(a, offsetA)));
        if (byDuration != 0) {
            return byDuration;
        }
        int byKind = PLACE[a[offsetA + KIND]] - PLACE[b[offsetB + KIND]];
        return byKind != 0 ? byKind : Long.compare(position(a, offsetA), position(b, offsetB));
    }

    private static byte[] places() {
        byte[] places = new byte[KINDS.length + TAGS.length];
        for (EventKind kind : KINDS) {
            places[kind.ordinal()] = switch (kind) {
                case ANNOTATION -> 0;
                case OPERATOR -> 1;
                case LAUNCH, RUNTIME -> PLACE_OF_CALLS;
                case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> PLACE_OF_DEVICE_EVENTS;
                case PYTHON, SYNC, COUNTER, INSTANT, OTHER -> PLACE_OF_OTHERS;
            };
        }
        for (AttachmentTag tag : TAGS) {
            places[KINDS.length + tag.ordinal()] = (byte) tag.place();
        }
        return places;
    }
}
