package io.tracemill.ingest.pack;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.AttributeValues;
import org.jspecify.annotations.Nullable;

/**
 * One event, unpacked: what a dialect fills in and a batch is built from. One instance is used for millions of events,
 * hence the open fields. Start and duration are fields of their own, by the file's own clock.
 *
 * <p>A text is a <em>reference</em>: {@link #NONE}, the number of a string in the {@link StringPool}, or (below
 * {@code NONE}) the place of an inline string in {@link #inline}, for strings the pool has no room for.
 */
public final class EventFields extends AttributeValues {

    // Key of the order; start is in ns of the file's own clock, a duration of -1 is none.
    public EventKind kind = EventKind.OTHER;
    public long start;
    public long duration;

    /** Byte position in the decompressed file; negative for an event of a table beside the trace. */
    public long position;

    /** Chrome's phase letter, 0 where the event has none. */
    public char phase;

    /** Type of the task, a reference; only while the event is read. */
    public int taskType;

    /** Kind that an argument tells, null for none; only while the event is read. */
    public @Nullable EventKind told;

    /** Whether it is a submission: the start of a flow that says when device events were submitted. */
    public boolean submits;

    /** Hash of the id of the submission's flow. */
    public long submission;

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
        taskType = NONE;
        told = null;
        submits = false;
        present = 0;
        counters = 0;
        argsLength = 0;
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
