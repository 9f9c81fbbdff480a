package io.tracemill.streams.trace;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Span in the making: an event, and what the steps of the pass have added to it. Used by one thread. It is complete
 * when it is passed to the analyses, and is then reused for another event.
 */
public final class TraceSpan {

    /** Memory of a span that outlives its batch, without its arguments and the texts that it may share. */
    private static final int HELD_BYTES = 512;

    private static final int SHARED_TEXT_BYTES = 1 << 12;

    private final Symbols symbols;
    private final FlatEvent event = new FlatEvent();
    private Text[] strings = {};
    private long startNanos;
    private long durationNanos;
    private boolean detached;
    private boolean nests;
    private boolean deviceEvent;
    private boolean onHost;
    private int name;
    private int device;
    private @Nullable Text deviceName;
    private @Nullable Text parent;
    private int depth;
    private long heldBytes;
    private final SpanParts parts = new SpanParts();
    private final SpanIds ids = new SpanIds();
    private @Nullable Text owner;
    private @Nullable Launch launch;
    private int step;
    private @Nullable Phase phase;
    private @Nullable ModulePath module;

    /** Creates a span without an event. */
    public TraceSpan(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Begins a span with the event set in {@link #event}, the strings of its batch, and nothing else. */
    public void begin(Text[] batchStrings) {
        strings = batchStrings;
        detached = false;
        startNanos = event.startNanos();
        durationNanos = event.durationOrZero();
        device = symbols.device(string(Attribute.DEVICE));
        classify(device == Symbols.NONE);
        name = nests || deviceEvent ? symbols.name(text()) : -1;
        deviceName = null;
        parent = null;
        depth = 0;
        parts.clear();
        ids.clear();
        owner = null;
        launch = null;
        step = Launch.BEFORE_STEPS;
        phase = deviceEvent ? Phase.NO_LAUNCH : null;
        module = null;
    }

    private void classify(boolean withoutDevice) {
        switch (event.kind) {
            case OPERATOR -> classify(true, false, true);
            case ANNOTATION -> classify(withoutDevice, false, withoutDevice);
            case LAUNCH, RUNTIME, PYTHON -> classify(false, false, true);
            case SYNC, COUNTER, INSTANT, OTHER -> classify(false, false, withoutDevice);
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> classify(false, true, false);
        }
    }

    private void classify(boolean canBeParent, boolean ranOnDevice, boolean isOnThread) {
        nests = canBeParent;
        deviceEvent = ranOnDevice;
        onHost = isOnThread;
    }

    /** Whether it can be a parent: an operator, or an annotation of the host. */
    public boolean nests() {
        return nests;
    }

    /** Whether it ran on a device: KERNEL, COMMUNICATION, MEMCPY or MEMSET. */
    public boolean isDeviceEvent() {
        return deviceEvent;
    }

    /** Whether it happened on a thread of the host. */
    public boolean isOnHost() {
        return onHost;
    }

    /** Copies the data that it shares with other events of its batch, so that it can outlive the batch. */
    public void detach() {
        if (detached) {
            return;
        }
        Text[] own = new Text[Long.bitCount(event.present & Attribute.TEXTS)];
        int next = 0;
        heldBytes = heldAtLeast();
        for (long left = event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            own[next] = strings[(int) event.values[place]];
            heldBytes += Math.max(0, own[next].utf8().length - SHARED_TEXT_BYTES);
            event.values[place] = next++;
        }
        strings = own;
        event.detach();
        detached = true;
    }

    /** Memory that the span takes once it outlives its batch, in bytes, without its texts. */
    public long heldAtLeast() {
        return (long) HELD_BYTES + event.argsLength;
    }

    /** Memory of the detached span, in bytes. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Sets the parent and the number of spans open around it on its thread. */
    public void nested(@Nullable Text openParent, int openAround) {
        parent = openParent;
        depth = openAround;
    }

    /** Children and calls so far. */
    public SpanParts parts() {
        return parts;
    }

    /** Its id, and those of the spans that it refers to. */
    public SpanIds ids() {
        return ids;
    }

    /** Sets the owner of a launch or runtime call: the operator or annotation around it. */
    public void ownedBy(@Nullable Text standsIn) {
        owner = standsIn;
    }

    /** Sets the launch of a device event, and inherits what it tells; its device only if the file gives none. */
    public void launchedBy(Launch cause) {
        launch = cause;
        owner = cause.owner();
        ids.ownedBy(cause.ownerId());
        step = cause.step();
        phase = cause.phase();
        module = cause.module();
        if (device == Symbols.NONE && cause.device() != null) {
            deviceName = cause.device();
            device = symbols.device(deviceName);
        }
    }

    /** Sets the step. */
    public void inStep(int number) {
        step = number;
    }

    /** Sets the phase and the module. */
    public void isIn(@Nullable Phase itsPhase, @Nullable ModulePath itsModule) {
        phase = itsPhase;
        module = itsModule;
    }

    /** Trace-wide ids of its trace. */
    public Symbols symbols() {
        return symbols;
    }

    /** The event. */
    public FlatEvent event() {
        return event;
    }

    /** One of the event's texts; null where it has none. */
    public @Nullable Text string(Attribute attribute) {
        int index = event.text(attribute);
        return index == FlatEvent.NONE ? null : strings[index];
    }

    /** A text by its index in the event. */
    public Text stringAt(int index) {
        return strings[index];
    }

    /** Name of the event. */
    public Text text() {
        return strings[(int) event.number(Attribute.NAME)];
    }

    /** Kind of the event. */
    public EventKind kind() {
        return event.kind;
    }

    /** Trace-wide id of its name; only operators, annotations and device events have one. */
    public int name() {
        return name;
    }

    /** Key of its operator row: twice the name's id, plus 1 for an annotation. */
    public int operatorKey() {
        return 2 * name + (event.kind == EventKind.ANNOTATION ? 1 : 0);
    }

    /** Start, in ns. */
    public long startNanos() {
        return startNanos;
    }

    /** Duration, in ns; 0 where the file gives none. */
    public long durationNanos() {
        return durationNanos;
    }

    /** End, in ns. */
    public long endNanos() {
        return startNanos + durationNanos;
    }

    /** Self time: duration without the direct operator children and calls, in ns. */
    public long selfNanos() {
        return durationNanos - parts.childNanos() - parts.runtimeNanos();
    }

    /** Trace-wide id of its device. */
    public int device() {
        return device;
    }

    /** Device inherited from its launch; null if the file gives one, or if the launch has none. */
    public @Nullable Text deviceName() {
        return deviceName;
    }

    /** Trace-wide id of its device stream. */
    public int stream() {
        return symbols.place(string(Attribute.STREAM));
    }

    /** Trace-wide id of the group of processes that takes part in it. */
    public int group() {
        return symbols.place(string(Attribute.COLLECTIVE_GROUP));
    }

    /** Trace-wide id of its process. */
    public int process() {
        return symbols.place(string(Attribute.PROCESS));
    }

    /** Trace-wide id of its thread. */
    public int thread() {
        return symbols.place(string(Attribute.THREAD));
    }

    /** Name of the span directly around it on its thread; null if there is none. */
    public @Nullable Text parent() {
        return parent;
    }

    /** Number of operators and annotations open around it. */
    public int depth() {
        return depth;
    }

    /** Name of the owner of a device event, or of the span around a launch or runtime call; null if there is none. */
    public @Nullable Text owner() {
        return owner;
    }

    /** Launch of a device event; null if it is not in the trace. */
    public @Nullable Launch launch() {
        return launch;
    }

    /** Phase of a host event at its start, and of a device event at its launch; null for any other. */
    public @Nullable Phase phase() {
        return phase;
    }

    /** Module that a host event starts in, and that a device event was launched for; null for none. */
    public @Nullable ModulePath module() {
        return module;
    }

    /** Step; {@link Launch#BEFORE_STEPS} before the first step. */
    public int step() {
        return step;
    }
}
