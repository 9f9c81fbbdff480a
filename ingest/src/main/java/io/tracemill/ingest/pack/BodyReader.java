package io.tracemill.ingest.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reader of the body of a packed event or attachment, field by field. */
final class BodyReader {

    private byte[] bytes = new byte[0];
    private int at;

    /** Begins with the first field after the head at an offset. */
    void begin(byte[] source, int offset) {
        bytes = source;
        at = offset + PackedHead.HEAD;
    }

    /** Index of the next field. */
    int at() {
        return at;
    }

    int oneByte() {
        return bytes[at++] & 0xff;
    }

    long eightBytes() {
        long value = PackedHead.longAt(bytes, at);
        at += Long.BYTES;
        return value;
    }

    double decimal() {
        return Double.longBitsToDouble(eightBytes());
    }

    long varLong() {
        long value = 0;
        int shift = 0;
        int current;
        do {
            current = bytes[at++];
            value |= (current & 0x7fL) << shift;
            shift += 7;
        } while (current < 0);
        return value;
    }

    int varInt() {
        int value = EventCodec.varInt(bytes, at);
        at += EventCodec.varIntBytes(value);
        return value;
    }

    /** Reference of a string; an inline one stays where it is. */
    int string() {
        int code = varInt();
        if (code != 1) {
            return code == 0 ? EventFields.NONE : code - 2;
        }
        int reference = EventFields.inlineReference(at);
        int length = varInt();
        at += length;
        return reference;
    }

    /** Text of a string, empty for none. For the one thread that asks the pool for texts. */
    String text(StringPool pool) {
        int reference = string();
        if (reference >= EventFields.NONE) {
            return reference == EventFields.NONE ? "" : pool.text(reference);
        }
        int place = EventFields.inlinePlace(reference);
        int length = EventCodec.varInt(bytes, place);
        return new String(bytes, place + EventCodec.varIntBytes(length), length, UTF_8);
    }
}
