package io.tracemill.schemas.flat;

import org.jspecify.annotations.Nullable;

/** Writer of one event, attribute by attribute. */
@SuppressWarnings("EnumOrdinal") // Avro writes an enum as the place of its symbol
final class EventWriter {

    /** Most bytes of an event without its arguments and counters: a number and a branch each, and zeros too many. */
    private static final int LARGEST = EventLayout.COUNT * (1 + BinaryOutput.LONGEST_NUMBER) + Long.BYTES;

    private static final byte PRESENT = 2;

    private EventWriter() {}

    static void write(FlatEvent event, BinaryOutput out) {
        out.ensure(LARGEST);
        int place = 0;
        while (place < EventLayout.COUNT) {
            int end = EventLayout.END_OF_RUN[place];
            if (end > place) {
                writeRun(event, place, end, out);
                place = end;
            } else {
                place = writeOther(event, place, out);
            }
        }
    }

    // Most events lack most attributes. An absent one is a zero, so runs are worked through from one that is present to
    // the next one, eight zeros at a time; and on locals, for with the fields each byte would be a write of the size,
    // too.

    private static void writeRun(FlatEvent event, int from, int to, BinaryOutput out) {
        byte[] bytes = out.array();
        int at = out.size();
        int written = from;
        for (long left = event.present >>> from << from & ~(-1L << to); left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            at = BinaryOutput.putZeros(place - written, bytes, at);
            written = place + 1;
            bytes[at] = PRESENT;
            at += (int) (EventLayout.OPTIONAL >>> place & 1);
            if (((EventLayout.FIXED | EventLayout.FLAGS) >>> place & 1) != 0) {
                out.resize(at);
                writeFixed(event, place, out);
                at = out.size();
            } else {
                long value = event.values[place];
                long rest = value << 1 ^ value >> 63;
                while ((rest & ~0x7fL) != 0) {
                    bytes[at++] = (byte) (rest | 0x80);
                    rest >>>= 7;
                }
                bytes[at++] = (byte) rest;
            }
        }
        out.resize(BinaryOutput.putZeros(to - written, bytes, at));
    }

    private static void writeFixed(FlatEvent event, int place, BinaryOutput out) {
        switch (EventLayout.TYPES[place]) {
            case DOUBLE -> out.putDouble(Double.longBitsToDouble(event.values[place]));
            case BOOLEAN -> out.putBoolean(event.values[place] != 0);
            case FLAG -> out.putBoolean(true);
            case KIND, TEXT, LONG, INT, SYMBOL, GROUP, COUNTERS, JSON ->
                throw new IllegalStateException(EventLayout.TYPES[place] + " has no fixed length");
        }
    }

    /** Writes what stands in no run, and returns the place behind it. */
    private static int writeOther(FlatEvent event, int place, BinaryOutput out) {
        switch (EventLayout.TYPES[place]) {
            case KIND -> out.putInt(event.kind.ordinal());
            case GROUP -> {
                boolean present = (event.present >>> place & 1) != 0;
                out.putBranch(present);
                return present ? place + 1 : EventLayout.END_OF_GROUP[place];
            }
            case COUNTERS -> {
                out.putBranch(event.countersLength > 0);
                out.put(event.counters, event.countersOffset, event.countersLength);
                out.ensure(LARGEST);
            }
            case JSON -> {
                writeArgs(event, out);
                out.ensure(LARGEST);
            }
            case TEXT, LONG, INT, DOUBLE, BOOLEAN, FLAG, SYMBOL -> throw EventLayout.inRun(place);
        }
        return place + 1;
    }

    private static void writeArgs(FlatEvent event, BinaryOutput out) {
        byte @Nullable [] args = event.args;
        out.putBranch(args != null);
        if (args != null) {
            out.putInt(event.argsLength);
            out.put(args, event.argsOffset, event.argsLength);
        }
    }

    /** An optional index into the strings, in room that was made. */
    static void writeIndex(int index, BinaryOutput out) {
        out.putBranch(index != FlatEvent.NONE);
        if (index != FlatEvent.NONE) {
            out.putInt(index);
        }
    }

    /** An optional number, in room that was made. */
    static void writeLong(boolean present, long value, BinaryOutput out) {
        out.putBranch(present);
        if (present) {
            out.putLong(value);
        }
    }
}
