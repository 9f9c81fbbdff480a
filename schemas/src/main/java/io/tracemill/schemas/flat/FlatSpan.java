package io.tracemill.schemas.flat;

/** One span, the fields of {@link io.tracemill.schemas.Span} as primitives. Used again and again, like its event. */
public final class FlatSpan {

    /** Bits of {@link #present}. The span has the start of its launch. */
    public static final int LAUNCH_START = 1;

    /** The span has the duration of its launch. */
    public static final int LAUNCH = 1 << 1;

    /** The span has a time between its launch and its start. */
    public static final int QUEUING = 1 << 2;

    /** The span has a depth. */
    public static final int DEPTH = 1 << 3;

    /** The span has a time of its own. */
    public static final int SELF = 1 << 4;

    /** The span belongs to a step. */
    public static final int STEP = 1 << 5;

    /** The span has a time in the runtime. */
    public static final int RUNTIME = 1 << 6;

    /** The span has an id. */
    public static final int SPAN_ID = 1 << 7;

    /** The span has the id of its parent. */
    public static final int PARENT_ID = 1 << 8;

    /** The span has the id of its owner. */
    public static final int OWNER_ID = 1 << 9;

    /** The span has the id of its launch. */
    public static final int LAUNCH_ID = 1 << 10;

    /** The event. */
    public final FlatEvent event = new FlatEvent();

    /** Indexes into the strings of the batch, or {@link FlatEvent#NONE}. */
    public int operator = FlatEvent.NONE;

    public int parent = FlatEvent.NONE;

    public int launchProcess = FlatEvent.NONE;

    public int launchThread = FlatEvent.NONE;

    /** Place of the phase among those of its enum, or {@link FlatEvent#NONE}. */
    public int phase = FlatEvent.NONE;

    /** Index of the path of the modules into the strings of the batch, or {@link FlatEvent#NONE}. */
    public int module = FlatEvent.NONE;

    /** Which of the numbers are present; the others hold anything. */
    public int present;

    public long launchStartNanos;
    public long launchNanos;
    public long queuingNanos;
    public int depth;
    public long selfNanos;
    public long runtimeNanos;
    public int step;
    public long spanId;
    public long parentId;
    public long ownerId;
    public long launchId;

    /** Whether a number is present. */
    public boolean has(int bit) {
        return (present & bit) != 0;
    }
}
