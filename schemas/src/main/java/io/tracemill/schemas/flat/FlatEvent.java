package io.tracemill.schemas.flat;

import io.tracemill.schemas.EventKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event, the fields of {@link io.tracemill.schemas.TraceEvent} as primitives; a text is an index into the strings
 * of the batch. One instance is used for many events, hence the open fields; {@code counters} and {@code args} lie in
 * the bytes they were read from.
 */
public final class FlatEvent extends AttributeValues {

    public EventKind kind = EventKind.OTHER;

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
        present = 0;
        args = null;
        argsLength = 0;
        countersLength = 0;
    }

    /** Start in ns. */
    public long startNanos() {
        return number(Attribute.START_NS);
    }

    /** Duration in ns; 0 where there is none. */
    public long durationOrZero() {
        return has(Attribute.DURATION_NS) ? number(Attribute.DURATION_NS) : 0;
    }

    /** Whether it is time that a thread spent in the runtime of a device: a call, or overhead of the runtime. */
    public boolean isInRuntime() {
        return kind == EventKind.LAUNCH || kind == EventKind.RUNTIME || has(Attribute.RUNTIME_OVERHEAD);
    }

    /** Whether it launches device events. */
    public boolean isLaunch() {
        return has(Attribute.LAUNCHED_EVENTS) && has(Attribute.CORRELATION_ID) && number(Attribute.LAUNCHED_EVENTS) > 0;
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

    /** Takes over everything from another event, whose bytes it shares. */
    public void copyFrom(FlatEvent other) {
        kind = other.kind;
        copyValuesFrom(other);
        args = other.args;
        argsOffset = other.argsOffset;
        argsLength = other.argsLength;
        counters = other.counters;
        countersOffset = other.countersOffset;
        countersLength = other.countersLength;
    }
}
