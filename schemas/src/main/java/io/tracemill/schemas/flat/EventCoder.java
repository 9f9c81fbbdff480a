package io.tracemill.schemas.flat;

import io.tracemill.schemas.EventKind;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Writes and reads one event, attribute by attribute in the order of {@link Attribute}. */
@SuppressWarnings("EnumOrdinal") // Avro writes an enum as the place of its symbol
final class EventCoder {

    private static final int COUNT = Attribute.ALL.size();

    /** Most bytes of an event without its arguments and counters: a number and a branch each, and zeros too many. */
    private static final int LARGEST = COUNT * (1 + BinaryOutput.LONGEST_NUMBER) + Long.BYTES;

    private static final byte PRESENT = 2;
    private static final EventKind[] KINDS = EventKind.values();
    private static final AttributeType[] TYPES =
            Attribute.ALL.stream().map(Attribute::type).toArray(AttributeType[]::new);

    /** Attributes of a fixed length. */
    private static final long FIXED = bitsOf(AttributeType.DOUBLE) | bitsOf(AttributeType.BOOLEAN);

    /** Attributes whose values have bounds. */
    private static final long BOUNDED = bitsOf(AttributeType.TEXT) | bitsOf(AttributeType.INT);

    private static final long OPTIONAL = Attribute.bits(Attribute::isOptional);

    /** By place: behind the run of numbers that begins there; the place itself where none does. */
    private static final int[] END_OF_RUN = endsOf(Attribute.NUMBERS);

    private EventCoder() {}

    private static long bitsOf(AttributeType type) {
        return Attribute.bits(attribute -> attribute.type() == type);
    }

    private static int[] endsOf(long bits) {
        int[] ends = new int[COUNT];
        for (int place = 0; place < COUNT; place++) {
            ends[place] = place + Long.numberOfTrailingZeros(~(bits >>> place));
        }
        return ends;
    }

    static void write(FlatEvent event, BinaryOutput out) {
        out.ensure(LARGEST);
        int place = 0;
        while (place < COUNT) {
            int end = END_OF_RUN[place];
            if (end > place) {
                writeRun(event, place, end, out);
                place = end;
            } else {
                writeOne(event, place++, out);
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
            at += (int) (OPTIONAL >>> place & 1);
            if ((FIXED >>> place & 1) != 0) {
                out.resize(at);
                writeOne(event, place, out);
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

    private static void writeOne(FlatEvent event, int place, BinaryOutput out) {
        long value = event.values[place];
        switch (TYPES[place]) {
            case KIND -> out.putInt(event.kind.ordinal());
            case TEXT, LONG, INT -> out.putLong(value);
            case DOUBLE -> out.putDouble(Double.longBitsToDouble(value));
            case BOOLEAN -> out.putBoolean(value != 0);
            case FLAG -> out.putBoolean((event.present >>> place & 1) != 0);
            case COUNTERS -> {
                out.putBranch(event.countersLength > 0);
                out.put(event.counters, event.countersOffset, event.countersLength);
                out.ensure(LARGEST);
            }
            case JSON -> {
                writeArgs(event, out);
                out.ensure(LARGEST);
            }
        }
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

    /** Reads the next event; its strings must be fewer than {@code strings}. */
    static void read(BinaryInput in, int strings, FlatEvent event) {
        event.present = 0;
        int place = 0;
        while (place < COUNT) {
            int end = END_OF_RUN[place];
            if (end > place) {
                readRun(in, strings, event, place, end);
                place = end;
            } else {
                readOther(in, event, place++);
            }
        }
    }

    private static void readRun(BinaryInput in, int strings, FlatEvent event, int from, int to) {
        byte[] bytes = in.bytes();
        long[] values = event.values;
        int at = in.at();
        long present = 0;
        for (int place = from; place < to; place++) {
            if ((OPTIONAL >>> place & 1) != 0) {
                byte branch = bytes[at++];
                if (branch == 0) {
                    continue;
                }
                if (branch != PRESENT) {
                    throw new SerializationException("branch 0 or 1 of a union was expected");
                }
            }
            present |= 1L << place;
            if ((FIXED >>> place & 1) != 0) {
                in.goTo(at);
                values[place] = readFixed(in, TYPES[place]);
                at = in.at();
                continue;
            }
            long value = bytes[at++];
            if (value < 0) {
                in.goTo(at);
                value = in.readRest(value & 0x7f);
                at = in.at();
            }
            value = value >>> 1 ^ -(value & 1);
            if ((BOUNDED >>> place & 1) != 0) {
                check(TYPES[place], value, strings);
            }
            values[place] = value;
        }
        in.goTo(at);
        event.present |= present;
    }

    private static long readFixed(BinaryInput in, AttributeType type) {
        return type == AttributeType.DOUBLE ? Double.doubleToRawLongBits(in.readDouble()) : in.readBoolean() ? 1 : 0;
    }

    private static void check(AttributeType type, long value, int strings) {
        if (type == AttributeType.TEXT) {
            checked(value, strings);
        } else {
            BinaryInput.checkInt(value);
        }
    }

    private static void readOther(BinaryInput in, FlatEvent event, int place) {
        switch (TYPES[place]) {
            case KIND -> event.kind = kind(in.readInt());
            case FLAG -> event.present |= in.readBoolean() ? 1L << place : 0;
            case COUNTERS -> readCounters(in, event);
            case JSON -> readArgs(in, event);
            case TEXT, LONG, INT, DOUBLE, BOOLEAN -> throw new IllegalStateException("numbers are read in runs");
        }
    }

    private static void readCounters(BinaryInput in, FlatEvent event) {
        event.countersLength = 0;
        if (!in.readBranch()) {
            return;
        }
        event.counters = in.bytes();
        event.countersOffset = in.at();
        for (long block = in.readBlock(); block > 0; block = in.readBlock()) {
            for (long i = 0; i < block; i++) {
                in.skip(in.readLength());
                in.readDouble();
            }
        }
        event.countersLength = in.at() - event.countersOffset;
    }

    private static void readArgs(BinaryInput in, FlatEvent event) {
        event.args = null;
        event.argsLength = 0;
        if (in.readBranch()) {
            event.argsLength = in.readLength();
            event.args = in.bytes();
            event.argsOffset = in.at();
            in.skip(event.argsLength);
        }
    }

    /** An optional index into so many strings. */
    static int readIndex(BinaryInput in, int strings) {
        return in.readBranch() ? checked(in.readInt(), strings) : FlatEvent.NONE;
    }

    private static int checked(long index, int strings) {
        if (index < 0 || index >= strings) {
            throw new SerializationException("string " + index + " of a table of " + strings);
        }
        return (int) index;
    }

    private static EventKind kind(int symbol) {
        if (symbol < 0 || symbol >= KINDS.length) {
            throw new SerializationException("kind " + symbol + " of " + KINDS.length);
        }
        return KINDS[symbol];
    }
}
