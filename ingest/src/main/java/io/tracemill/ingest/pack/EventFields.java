package io.tracemill.ingest.pack;

import io.tracemill.schemas.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * One event, unpacked: what a dialect fills in and a batch is built from. One instance is used for millions of events,
 * hence the open fields.
 *
 * <p>A string field is a <em>reference</em>: {@link #NONE}, the number of a string in the {@link StringPool}, or (below
 * {@code NONE}) the place of an inline string in {@link #inline}, for strings the pool has no room for.
 */
public final class EventFields {

    /** Reference of an absent string. */
    public static final int NONE = -1;

    /** Bits of {@link #present}: the numbers that the event has, and its flags. */
    public static final int CORRELATION = 1;

    /** The event has an external id. */
    public static final int EXTERNAL_ID = 2;

    /** The event has a number of registers. */
    public static final int REGISTERS = 4;

    /** The event has a size of shared memory. */
    public static final int SHARED_MEMORY = 8;

    /** The event has an occupancy. */
    public static final int OCCUPANCY = 16;

    /** The event has a number of bytes. */
    public static final int BYTES = 32;

    /** The event has a begin but no end. */
    public static final int UNCLOSED = 64;

    /** The event is a submission: the start of a flow that says when device events were submitted. */
    public static final int SUBMISSION = 128;

    /** The event was submitted at a time of its own. Known only when the event is published, hence never packed. */
    public static final int SUBMIT = 256;

    /** Number of string fields; the constants below are their places in {@link #strings}. */
    public static final int STRINGS = 10;

    /** Name of the event. */
    public static final int NAME = 0;

    /** Category as the file gives it. */
    public static final int CATEGORY = 1;

    /** Process id as the file writes it. */
    public static final int PROCESS = 2;

    /** Thread id as the file writes it. */
    public static final int THREAD = 3;

    /** Device the event ran on. */
    public static final int DEVICE = 4;

    /** Stream of the device. */
    public static final int STREAM = 5;

    /** Launch grid as {@code x,y,z}. */
    public static final int GRID = 6;

    /** Launch block as {@code x,y,z}. */
    public static final int BLOCK = 7;

    /** Shapes of the inputs, as JSON. */
    public static final int INPUT_DIMS = 8;

    /** Types of the inputs, as JSON. */
    public static final int INPUT_TYPES = 9;

    // Key of the order; start is in ns of the file's own clock, a duration of -1 is none.
    public EventKind kind = EventKind.OTHER;
    public long start;
    public long duration;

    /** Byte position in the decompressed file; negative for an event of a table beside the trace. */
    public long position;

    /** Chrome's phase letter, 0 where the event has none. */
    public char phase;

    /** References of the string fields. */
    public final int[] strings = new int[STRINGS];

    /** Type of the task, a reference; only while the event is read. */
    public int taskType;

    /** Kind that an argument tells, null for none; only while the event is read. */
    public @Nullable EventKind told;

    /** Which of the numbers below are present, and the flags. */
    public int present;

    public long correlation;
    public long externalId;
    public long submit;

    /** Hash of the id of the submission's flow. */
    public long submission;

    public int registers;
    public long sharedMemory;
    public double occupancy;
    public long bytes;

    /** Names (references) and values of the hardware counters. */
    public int counters;

    public int[] counterNames = new int[8];
    public double[] counterValues = new double[8];

    /** The remaining arguments: UTF-8 JSON object in {@code args[argsOffset, argsOffset + argsLength)}; 0 is none. */
    public byte[] args = new byte[0];

    public int argsOffset;
    public int argsLength;

    /** Where inline strings lie: each a varint length and its bytes. */
    public byte[] inline = new byte[0];

    /** Makes every field absent. */
    public void clear() {
        kind = EventKind.OTHER;
        start = 0;
        duration = -1;
        phase = 0;
        java.util.Arrays.fill(strings, NONE);
        taskType = NONE;
        told = null;
        present = 0;
        counters = 0;
        argsLength = 0;
    }

    /** Whether a number is present or a flag set. */
    public boolean has(int bit) {
        return (present & bit) != 0;
    }

    /** Adds a hardware counter. */
    public void addCounter(int name, double value) {
        if (counters == counterNames.length) {
            counterNames = java.util.Arrays.copyOf(counterNames, counters * 2);
            counterValues = java.util.Arrays.copyOf(counterValues, counters * 2);
        }
        counterNames[counters] = name;
        counterValues[counters++] = value;
    }

    /** Text of a reference; empty for {@link #NONE}. For the thread that may ask the pool for texts. */
    public String text(StringPool pool, int reference) {
        if (reference >= NONE) {
            return reference == NONE ? "" : pool.text(reference);
        }
        int place = inlinePlace(reference);
        int length = EventCodec.varInt(inline, place);
        return new String(
                inline, place + EventCodec.varIntBytes(length), length, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Reference of an inline string at a place in {@link #inline}. */
    public static int inlineReference(int place) {
        return -2 - place;
    }

    /** Place in {@link #inline} that a reference below {@link #NONE} stands for. */
    public static int inlinePlace(int reference) {
        return -2 - reference;
    }
}
