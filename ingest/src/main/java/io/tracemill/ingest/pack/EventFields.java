package io.tracemill.ingest.pack;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.AttributeValues;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked event, which a parser fills and of which a batch is built. One instance is used for millions of events, so
 * its fields are open. Start and duration are fields of their own, in ns of the file's own clock.
 *
 * <p>A text is a <em>reference</em>: {@link #NONE}, the number of a string in the {@link StringPool}, or, below
 * {@code NONE}, the place in {@link #inline} of a string for which the pool has no room.
 */
public final class EventFields extends AttributeValues {

    // Key of the order. A duration of -1 is none.
    public EventKind kind = EventKind.OTHER;
    public long start;
    public long duration;

    /** Byte position in the decompressed file; negative for an event of a table beside the trace. */
    public long position;

    /** Phase letter of Chrome's format, 0 for none. */
    public char phase;

    /** Reference to the type of the task; only set while the event is read. */
    public int taskType;

    /** Kind that an argument tells, null for none; only set while the event is read. */
    public @Nullable EventKind told;

    /** Whether the event is a submission: the start of a flow that ends at the device events it submits. */
    public boolean submits;

    /** Hash of the id of the submission's flow; only set if {@link #submits}. */
    public long submission;

    /** Whether a call is named as one that launches device events; only set by its facts. */
    public boolean launches;

    /** Number of counters; their names are references. */
    public int counters;

    public int[] counterNames = new int[8];
    public double[] counterValues = new double[8];

    /**
     * Remaining arguments, a JSON object in UTF-8: {@code args[argsOffset, argsOffset + argsLength)}, empty for none.
     */
    public byte[] args = new byte[0];

    public int argsOffset;
    public int argsLength;

    /** Bytes that hold inline strings, each a varint length and its bytes. */
    public byte[] inline = new byte[0];

    /** Makes all fields absent. */
    public void clear() {
        kind = EventKind.OTHER;
        start = 0;
        duration = -1;
        phase = 0;
        taskType = NONE;
        told = null;
        submits = false;
        present = 0;
        counters = 0;
        argsLength = 0;
    }

    /** Adds a counter. */
    public void addCounter(int name, double value) {
        if (counters == counterNames.length) {
            counterNames = java.util.Arrays.copyOf(counterNames, counters * 2);
            counterValues = java.util.Arrays.copyOf(counterValues, counters * 2);
        }
        counterNames[counters] = name;
        counterValues[counters++] = value;
    }

    /** Text of a reference, empty for {@link #NONE}. For the one thread that asks the pool for texts. */
    public String text(StringPool pool, int reference) {
        if (reference >= NONE) {
            return reference == NONE ? "" : pool.text(reference);
        }
        return inlineText(reference);
    }

    /** Text of a reference below {@link #NONE}. */
    public String inlineText(int reference) {
        int place = inlinePlace(reference);
        int length = EventCodec.varInt(inline, place);
        return new String(
                inline, place + EventCodec.varIntBytes(length), length, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Reference of an inline string at a place in {@link #inline}. */
    public static int inlineReference(int place) {
        return -2 - place;
    }

    /** Place in {@link #inline} of a reference below {@link #NONE}. */
    public static int inlinePlace(int reference) {
        return -2 - reference;
    }
}
