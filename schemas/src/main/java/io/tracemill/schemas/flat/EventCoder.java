package io.tracemill.schemas.flat;

import io.tracemill.schemas.EventKind;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Writes and reads one event, field by field in the order of {@code TraceEvent.avsc}. */
@SuppressWarnings("EnumOrdinal") // Avro writes an enum as the place of its symbol
final class EventCoder {

    /** Most bytes of an event without its arguments and counters: 24 numbers and branches. */
    private static final int LARGEST = 24 * (1 + BinaryOutput.LONGEST_NUMBER);

    private static final EventKind[] KINDS = EventKind.values();

    private EventCoder() {}

    static void write(FlatEvent event, BinaryOutput out) {
        byte @Nullable [] args = event.args;
        out.ensure(LARGEST);
        out.putInt(event.kind.ordinal());
        out.putInt(event.strings[FlatEvent.NAME]);
        writeIndex(event, FlatEvent.CATEGORY, out);
        out.putLong(event.startNanos);
        writeLong(event.has(FlatEvent.DURATION), event.durationNanos, out);
        writeIndex(event, FlatEvent.PROCESS, out);
        writeIndex(event, FlatEvent.THREAD, out);
        writeIndex(event, FlatEvent.DEVICE, out);
        writeIndex(event, FlatEvent.STREAM, out);
        writeLink(event, out);
        writeIndex(event, FlatEvent.GRID, out);
        writeIndex(event, FlatEvent.BLOCK, out);
        writeDetails(event, out);
        writeIndex(event, FlatEvent.INPUT_DIMS, out);
        writeIndex(event, FlatEvent.INPUT_TYPES, out);
        out.putBranch(event.countersLength > 0);
        out.put(event.counters, event.countersOffset, event.countersLength);
        out.ensure(2 + BinaryOutput.LONGEST_NUMBER);
        out.putBoolean(event.unclosed);
        out.putBranch(args != null);
        if (args != null) {
            out.putInt(event.argsLength);
            out.put(args, event.argsOffset, event.argsLength);
        }
    }

    private static void writeLink(FlatEvent event, BinaryOutput out) {
        writeLong(event.has(FlatEvent.CORRELATION_ID), event.correlationId, out);
        writeLong(event.has(FlatEvent.EXTERNAL_ID), event.externalId, out);
        writeLong(event.has(FlatEvent.DEVICE_EVENTS), event.deviceEvents, out);
        out.putBranch(event.has(FlatEvent.LAUNCH_IN_TRACE));
        if (event.has(FlatEvent.LAUNCH_IN_TRACE)) {
            out.putBoolean(event.launchInTrace);
        }
        writeLong(event.has(FlatEvent.SUBMIT), event.submitNanos, out);
    }

    private static void writeDetails(FlatEvent event, BinaryOutput out) {
        writeLong(event.has(FlatEvent.REGISTERS), event.registersPerThread, out);
        writeLong(event.has(FlatEvent.SHARED_MEMORY), event.sharedMemoryBytes, out);
        out.putBranch(event.has(FlatEvent.OCCUPANCY));
        if (event.has(FlatEvent.OCCUPANCY)) {
            out.putDouble(event.occupancyPct);
        }
        writeLong(event.has(FlatEvent.BYTES), event.bytes, out);
    }

    private static void writeIndex(FlatEvent event, int field, BinaryOutput out) {
        writeIndex(event.strings[field], out);
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
        event.kind = kind(in.readInt());
        event.strings[FlatEvent.NAME] = checked(in.readInt(), strings);
        readIndex(in, strings, event, FlatEvent.CATEGORY);
        event.startNanos = in.readLong();
        event.present = 0;
        if (in.readBranch()) {
            event.present = FlatEvent.DURATION;
            event.durationNanos = in.readLong();
        }
        readIndex(in, strings, event, FlatEvent.PROCESS);
        readIndex(in, strings, event, FlatEvent.THREAD);
        readIndex(in, strings, event, FlatEvent.DEVICE);
        readIndex(in, strings, event, FlatEvent.STREAM);
        readLink(in, event);
        readIndex(in, strings, event, FlatEvent.GRID);
        readIndex(in, strings, event, FlatEvent.BLOCK);
        readDetails(in, event);
        readIndex(in, strings, event, FlatEvent.INPUT_DIMS);
        readIndex(in, strings, event, FlatEvent.INPUT_TYPES);
        readCounters(in, event);
        event.unclosed = in.readBoolean();
        readArgs(in, event);
    }

    private static void readLink(BinaryInput in, FlatEvent event) {
        if (in.readBranch()) {
            event.present |= FlatEvent.CORRELATION_ID;
            event.correlationId = in.readLong();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.EXTERNAL_ID;
            event.externalId = in.readLong();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.DEVICE_EVENTS;
            event.deviceEvents = in.readInt();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.LAUNCH_IN_TRACE;
            event.launchInTrace = in.readBoolean();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.SUBMIT;
            event.submitNanos = in.readLong();
        }
    }

    private static void readDetails(BinaryInput in, FlatEvent event) {
        if (in.readBranch()) {
            event.present |= FlatEvent.REGISTERS;
            event.registersPerThread = in.readInt();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.SHARED_MEMORY;
            event.sharedMemoryBytes = in.readLong();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.OCCUPANCY;
            event.occupancyPct = in.readDouble();
        }
        if (in.readBranch()) {
            event.present |= FlatEvent.BYTES;
            event.bytes = in.readLong();
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

    private static void readIndex(BinaryInput in, int strings, FlatEvent event, int field) {
        event.strings[field] = readIndex(in, strings);
    }

    /** An optional index into so many strings. */
    static int readIndex(BinaryInput in, int strings) {
        return in.readBranch() ? checked(in.readInt(), strings) : FlatEvent.NONE;
    }

    private static int checked(int index, int strings) {
        if (index < 0 || index >= strings) {
            throw new SerializationException("string " + index + " of a table of " + strings);
        }
        return index;
    }

    private static EventKind kind(int symbol) {
        if (symbol < 0 || symbol >= KINDS.length) {
            throw new SerializationException("kind " + symbol + " of " + KINDS.length);
        }
        return KINDS[symbol];
    }
}
