package io.tracemill.schemas.flat;

import io.tracemill.schemas.EventKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event, the fields of {@link io.tracemill.schemas.TraceEvent} as primitives. One instance is used for many events,
 * hence the open fields; {@code counters} and {@code args} lie in the bytes they were read from.
 */
public final class FlatEvent {

    /** Index of an absent string. */
    public static final int NONE = -1;

    /** Number of string fields; the constants below are their places in {@link #strings}. */
    public static final int STRINGS = 10;

    /** Name of the event. */
    public static final int NAME = 0;

    /** Category as the file gives it. */
    public static final int CATEGORY = 1;

    /** Process id. */
    public static final int PROCESS = 2;

    /** Thread id. */
    public static final int THREAD = 3;

    /** Device the event ran on. */
    public static final int DEVICE = 4;

    /** Stream of the device. */
    public static final int STREAM = 5;

    /** Launch grid. */
    public static final int GRID = 6;

    /** Launch block. */
    public static final int BLOCK = 7;

    /** Shapes of the inputs. */
    public static final int INPUT_DIMS = 8;

    /** Types of the inputs. */
    public static final int INPUT_TYPES = 9;

    /** Bits of {@link #present}. The event has a duration. */
    public static final int DURATION = 1;

    /** The event has a correlation id. */
    public static final int CORRELATION_ID = 1 << 1;

    /** The event has an external id. */
    public static final int EXTERNAL_ID = 1 << 2;

    /** The event has a number of device events. */
    public static final int DEVICE_EVENTS = 1 << 3;

    /** It is known whether the event's launch is in the trace. */
    public static final int LAUNCH_IN_TRACE = 1 << 4;

    /** The event has a number of registers. */
    public static final int REGISTERS = 1 << 5;

    /** The event has a size of shared memory. */
    public static final int SHARED_MEMORY = 1 << 6;

    /** The event has an occupancy. */
    public static final int OCCUPANCY = 1 << 7;

    /** The event has a number of bytes. */
    public static final int BYTES = 1 << 8;

    /** The event was submitted at a time of its own. */
    public static final int SUBMIT = 1 << 9;

    public EventKind kind = EventKind.OTHER;
    public long startNanos;
    public long durationNanos;

    /** Indexes into the strings of the batch; {@link #NONE} for an absent one. */
    public final int[] strings = new int[STRINGS];

    /** Which of the numbers are present; the others hold anything. */
    public int present;

    public long correlationId;
    public long externalId;
    public int deviceEvents;
    public boolean launchInTrace;
    public long submitNanos;
    public int registersPerThread;
    public long sharedMemoryBytes;
    public double occupancyPct;
    public long bytes;
    public boolean unclosed;

    /** The remaining arguments: UTF-8 in {@code args[argsOffset, argsOffset + argsLength)}; null is none. */
    public byte @Nullable [] args;

    public int argsOffset;
    public int argsLength;

    // The counters as Avro encodes a map, in counters[countersOffset, countersOffset + countersLength); 0 is none.
    byte[] counters = new byte[0];
    int countersOffset;
    int countersLength;
    private final BinaryOutput ownCounters = new BinaryOutput(0);

    /** An event without anything. */
    public FlatEvent() {
        clear();
    }

    /** Makes every field absent. */
    public void clear() {
        kind = EventKind.OTHER;
        startNanos = 0;
        Arrays.fill(strings, NONE);
        present = 0;
        unclosed = false;
        args = null;
        argsLength = 0;
        countersLength = 0;
    }

    /** Whether a number is present. */
    public boolean has(int bit) {
        return (present & bit) != 0;
    }

    /** Duration in ns; 0 where there is none. */
    public long durationOrZero() {
        return has(DURATION) ? durationNanos : 0;
    }

    /** Whether hardware counters were measured. */
    public boolean hasCounters() {
        return countersLength > 0;
    }

    /** Bytes that the counters take encoded. */
    public int countersLength() {
        return countersLength;
    }

    /** The hardware counters by name, in the order of the file; empty where there are none. */
    public Map<String, Double> counters() {
        Map<String, Double> byName = new LinkedHashMap<>();
        Counters of = new Counters(this);
        while (of.next()) {
            byName.put(of.name(), of.value());
        }
        return byName;
    }

    /** Begins the hardware counters, of which there are some: so many follow, each added, and then they are ended. */
    public void beginCounters(int count) {
        ownCounters.clear();
        ownCounters.ensure(BinaryOutput.LONGEST_NUMBER);
        ownCounters.putLong(count);
    }

    /** Adds a hardware counter; its name is UTF-8. */
    public void addCounter(byte[] name, double value) {
        ownCounters.ensure(2 * BinaryOutput.LONGEST_NUMBER + name.length + Double.BYTES);
        ownCounters.putLong(name.length);
        ownCounters.put(name, 0, name.length);
        ownCounters.putDouble(value);
    }

    /** Ends the hardware counters. */
    public void endCounters() {
        ownCounters.ensure(1);
        ownCounters.putLong(0);
        counters = ownCounters.array();
        countersOffset = 0;
        countersLength = ownCounters.size();
    }

    /**
     * Copies what lies in the bytes of a batch, so that they need not be kept for the sake of this event. For an event
     * that outlives its batch.
     */
    public void detach() {
        if (args != null) {
            args = Arrays.copyOfRange(args, argsOffset, argsOffset + argsLength);
            argsOffset = 0;
        }
        counters = Arrays.copyOfRange(counters, countersOffset, countersOffset + countersLength);
        countersOffset = 0;
    }

    /** Takes over all but the strings from another event, whose bytes it shares. */
    public void copyFactsFrom(FlatEvent other) {
        kind = other.kind;
        startNanos = other.startNanos;
        durationNanos = other.durationNanos;
        present = other.present;
        correlationId = other.correlationId;
        externalId = other.externalId;
        deviceEvents = other.deviceEvents;
        launchInTrace = other.launchInTrace;
        submitNanos = other.submitNanos;
        registersPerThread = other.registersPerThread;
        sharedMemoryBytes = other.sharedMemoryBytes;
        occupancyPct = other.occupancyPct;
        bytes = other.bytes;
        unclosed = other.unclosed;
        args = other.args;
        argsOffset = other.argsOffset;
        argsLength = other.argsLength;
        counters = other.counters;
        countersOffset = other.countersOffset;
        countersLength = other.countersLength;
    }
}
