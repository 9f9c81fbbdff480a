package io.tracemill.streams.trace;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * A span in the making: an event, and what the steps of the pass have found out about it. One object per event, touched
 * by one thread; complete once it has been handed to the analyses.
 */
public final class TraceSpan implements Named {

    private final TraceEvent event;
    private final BatchStrings strings;
    private final EventKind kind;
    private final int nameIndex;
    private final int name;
    private final long startNanos;
    private final long durationNanos;
    private int device;
    private @Nullable Named deviceName;
    private @Nullable Named parent;
    private int depth;
    private long childNanos;
    private int children;
    private @Nullable Named owner;
    private @Nullable Launch launch;
    private int step = Launch.BEFORE_STEPS;

    /** A span of which nothing is known but its event. */
    public TraceSpan(TraceEvent event, BatchStrings strings) {
        this.event = event;
        this.strings = strings;
        this.kind = event.getKind();
        this.nameIndex = event.getName();
        this.startNanos = event.getStartNs();
        Long duration = event.getDurationNs();
        this.durationNanos = duration == null ? 0 : duration;
        this.device = strings.device(event.getDevice());
        this.name = hasRow() ? strings.name(nameIndex) : -1;
    }

    private boolean hasRow() {
        return nests() || isDeviceEvent();
    }

    /** Whether it can be a parent: an operator, or an annotation of the host. */
    public boolean nests() {
        return kind == EventKind.OPERATOR || (kind == EventKind.ANNOTATION && device == Symbols.NONE);
    }

    /** Whether it ran on a device: KERNEL, COMMUNICATION, MEMCPY or MEMSET. */
    public boolean isDeviceEvent() {
        return switch (kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> true;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> false;
        };
    }

    /** Whether it happened on a thread of the host. */
    public boolean isOnHost() {
        return switch (kind) {
            case OPERATOR, LAUNCH, RUNTIME, PYTHON -> true;
            case ANNOTATION, SYNC, COUNTER, INSTANT, OTHER -> device == Symbols.NONE;
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> false;
        };
    }

    /** Whether it launches device events. */
    public boolean isLaunch() {
        return event.getDeviceEvents() != null && event.getCorrelationId() != null;
    }

    /** Notes what is open around it on its thread. */
    public void nested(@Nullable Named openParent, int openAround) {
        parent = openParent;
        depth = openAround;
    }

    /** Notes a direct operator child, clipped to this span's end. */
    public void addChild(TraceSpan child) {
        childNanos += Math.min(child.endNanos(), endNanos()) - child.startNanos;
        children++;
    }

    /** Takes up the children counted before a restart. */
    public void restoreChildren(long nanos, int count) {
        childNanos = nanos;
        children = count;
    }

    /** Notes, of a launch or runtime call, the operator or annotation it stands in. */
    public void ownedBy(@Nullable Named standsIn) {
        owner = standsIn;
    }

    /** Notes the launch that caused it, and takes over its step, and its device if the file gives none. */
    public void launchedBy(Launch cause) {
        launch = cause;
        owner = cause.context().owner();
        step = cause.context().step();
        Named launchDevice = cause.context().device();
        if (device == Symbols.NONE && launchDevice != null) {
            deviceName = launchDevice;
            device = launchDevice.strings().device(launchDevice.nameIndex());
        }
    }

    /** Notes the step it belongs to. */
    public void inStep(int number) {
        step = number;
    }

    /** The event. */
    public TraceEvent event() {
        return event;
    }

    @Override
    public BatchStrings strings() {
        return strings;
    }

    @Override
    public int nameIndex() {
        return nameIndex;
    }

    /** What the event is. */
    public EventKind kind() {
        return kind;
    }

    /** Trace-wide id of its name; only operators, annotations and device events have one. */
    public int name() {
        return name;
    }

    /** Key of its operator row: twice the name's id, plus 1 for an annotation. */
    public int operatorKey() {
        return 2 * name + (kind == EventKind.ANNOTATION ? 1 : 0);
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

    /** Duration without the direct operator children, in ns. */
    public long selfNanos() {
        return durationNanos - childNanos;
    }

    /** Clipped time of the direct operator children, in ns. */
    public long childNanos() {
        return childNanos;
    }

    /** Direct operator children. */
    public int children() {
        return children;
    }

    /** Trace-wide id of its device. */
    public int device() {
        return device;
    }

    /** The device it took from its launch; null if the file gives one, or nobody does. */
    public @Nullable Named deviceName() {
        return deviceName;
    }

    /** Trace-wide id of its device stream. */
    public int stream() {
        return strings.place(event.getStream());
    }

    /** Trace-wide id of its process. */
    public int process() {
        return strings.place(event.getProcess());
    }

    /** Trace-wide id of its thread. */
    public int thread() {
        return strings.place(event.getThread());
    }

    /** What is open around it on its thread; null where nothing is. */
    public @Nullable Named parent() {
        return parent;
    }

    /** How many operators and annotations are open around it. */
    public int depth() {
        return depth;
    }

    /** Of a device event: what owns it; of a launch or runtime call: what it stands in; null where nothing does. */
    public @Nullable Named owner() {
        return owner;
    }

    /** Of a device event: what caused it; null if that is not in the trace. */
    public @Nullable Launch launch() {
        return launch;
    }

    /** Step it belongs to; {@link Launch#BEFORE_STEPS} before the first. */
    public int step() {
        return step;
    }
}
