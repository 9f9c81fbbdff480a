package io.tracemill.schemas.flat;

import io.tracemill.schemas.EventKind;
import org.apache.kafka.common.errors.SerializationException;

/** Reader of one event, attribute by attribute. */
final class EventReader {

    private static final byte PRESENT = 2;
    private static final EventKind[] KINDS = EventKind.values();

    private EventReader() {}

    /** Reads the next event; its strings must be fewer than {@code strings}. */
    static void read(BinaryInput in, int strings, FlatEvent event) {
        event.present = 0;
        int place = 0;
        while (place < EventLayout.COUNT) {
            int end = EventLayout.END_OF_RUN[place];
            if (end > place) {
                readRun(in, strings, event, place, end);
                place = end;
            } else {
                place = readOther(in, event, place);
            }
        }
    }

    private static void readRun(BinaryInput in, int strings, FlatEvent event, int from, int to) {
        byte[] bytes = in.bytes();
        long[] values = event.values;
        int at = in.at();
        long present = 0;
        for (int place = from; place < to; place++) {
            if ((EventLayout.OPTIONAL >>> place & 1) != 0 && isAbsent(bytes[at++])) {
                continue;
            }
            if ((EventLayout.FLAGS >>> place & 1) != 0) {
                present |= (long) (bytes[at++] & 1) << place;
                continue;
            }
            present |= 1L << place;
            if ((EventLayout.FIXED >>> place & 1) != 0) {
                in.goTo(at);
                values[place] = readFixed(in, EventLayout.TYPES[place]);
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
            if ((EventLayout.BOUNDED >>> place & 1) != 0) {
                check(place, value, strings);
            }
            values[place] = value;
        }
        in.goTo(at);
        event.present |= present;
    }

    private static boolean isAbsent(byte branch) {
        if (branch != 0 && branch != PRESENT) {
            throw new SerializationException("branch 0 or 1 of a union was expected");
        }
        return branch == 0;
    }

    private static long readFixed(BinaryInput in, AttributeType type) {
        return type == AttributeType.DOUBLE ? Double.doubleToRawLongBits(in.readDouble()) : in.readBoolean() ? 1 : 0;
    }

    private static void check(int place, long value, int strings) {
        if (EventLayout.TYPES[place] == AttributeType.TEXT) {
            checked(value, strings);
        } else if (EventLayout.TYPES[place] == AttributeType.INT) {
            BinaryInput.checkInt(value);
        } else if (value < 0 || value >= EventLayout.SYMBOLS[place]) {
            throw new SerializationException("symbol " + value + " of " + EventLayout.SYMBOLS[place]);
        }
    }

    /** Reads what stands in no run, and returns the place behind it. */
    private static int readOther(BinaryInput in, FlatEvent event, int place) {
        switch (EventLayout.TYPES[place]) {
            case KIND -> event.kind = kind(in.readInt());
            case GROUP -> {
                boolean present = in.readBranch();
                event.present |= present ? 1L << place : 0;
                return present ? place + 1 : EventLayout.END_OF_GROUP[place];
            }
            case COUNTERS -> readCounters(in, event);
            case JSON -> readArgs(in, event);
            case TEXT, LONG, INT, DOUBLE, BOOLEAN, FLAG, SYMBOL -> throw EventLayout.inRun(place);
        }
        return place + 1;
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
