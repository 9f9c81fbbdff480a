package io.tracemill.streams.trace;

import io.tracemill.schemas.Phase;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import org.jspecify.annotations.Nullable;

/** Host call that puts work on a device, as long as some of its device events are still to come. */
public final class Launch {

    /** Step of a process before its first step. */
    public static final int BEFORE_STEPS = -1;

    private final long correlationId;
    private final long startNanos;
    private final long durationNanos;
    private final boolean graph;
    private int remaining;
    private boolean dropped;
    private int step = BEFORE_STEPS;
    private Phase phase = Phase.OTHER;
    private @Nullable ModulePath module;
    private @Nullable Shape shape;
    private @Nullable LaunchLayer layer;
    private @Nullable ShapeCall call;
    private boolean eventStartsCall;
    private @Nullable Text owner;
    private int ownerKey;
    private @Nullable OpenKeys openKeys;
    private @Nullable Text device;
    private long id = SpanIds.NONE;
    private long ownerId = SpanIds.NONE;
    private @Nullable Text process;
    private @Nullable Text thread;

    /** Creates a launch from its call: time, correlation id and number of device events to come. */
    public Launch(FlatEvent call, boolean graph) {
        this.correlationId = call.number(Attribute.CORRELATION_ID);
        this.startNanos = call.startNanos();
        this.durationNanos = call.durationOrZero();
        this.graph = graph;
        this.remaining = (int) Math.min(Integer.MAX_VALUE, call.number(Attribute.LAUNCHED_EVENTS));
    }

    /**
     * Sets the place of the call.
     *
     * @param itsOwner name of the operator or annotation that owns the device events; null if there is none
     * @param itsOwnerKey row key of the owner, if there is one
     * @param open row keys of all operators and annotations open around the call, including the call itself if it is an
     *     operator; null if there are none
     */
    public void standsIn(@Nullable Text itsOwner, int itsOwnerKey, @Nullable OpenKeys open) {
        owner = itsOwner;
        ownerKey = itsOwnerKey;
        openKeys = open;
    }

    /**
     * Sets what its device events inherit.
     *
     * @param itsStep step of its process
     * @param itsPhase phase of the call
     * @param itsDevice device of the device events that have none; null if unknown
     */
    public void hasContext(int itsStep, Phase itsPhase, @Nullable Text itsDevice) {
        step = itsStep;
        phase = itsPhase;
        device = itsDevice;
    }

    /** Sets the module of its device events; null for none. */
    public void isIn(@Nullable ModulePath itsModule) {
        module = itsModule;
    }

    /**
     * Sets the shape that its device events count for.
     *
     * @param itsShape operator with its inputs; null for none
     * @param itsCall call of the operator, which all launches within it share; null for none
     */
    public void countsFor(@Nullable Shape itsShape, @Nullable ShapeCall itsCall) {
        shape = itsShape;
        call = itsCall;
    }

    /** Sets the layer of its device events; null if nothing tells. */
    public void isOf(@Nullable LaunchLayer itsLayer) {
        layer = itsLayer;
    }

    /** Notes that its next device event comes. */
    public void nextEvent() {
        eventStartsCall = call != null && call.count();
    }

    /**
     * Sets the thread of the call.
     *
     * @param itsProcess process as in the file; null if the file gives none
     * @param itsThread thread as in the file; null if the file gives none
     */
    public void ranOn(@Nullable Text itsProcess, @Nullable Text itsThread) {
        process = itsProcess;
        thread = itsThread;
    }

    /**
     * Sets the ids of written spans.
     *
     * @param itsId id of the call, or of the span around it if the call is not written
     * @param itsOwnerId id of the owner of the device events
     */
    public void hasIds(long itsId, long itsOwnerId) {
        id = itsId;
        ownerId = itsOwnerId;
    }

    /** Placeholder for a launch that is still to come. It counts the device events that the filter drops before it. */
    public static Launch toCome(FlatEvent droppedEvent) {
        Launch launch = new Launch(droppedEvent, false);
        launch.remaining = 0;
        return launch;
    }

    /** Whether the launch has come; false for a placeholder. */
    public boolean hasCome() {
        return remaining >= 0;
    }

    /** Subtracts the device events that a placeholder counted before this launch came. */
    public void comesAfter(Launch counted) {
        remaining = Math.max(0, remaining + counted.remaining);
    }

    /** Marks the launch as dropped by the filter. Its device events do not wait and have no launch. */
    public void drop() {
        dropped = true;
    }

    /** Correlation id, shared with its device events. */
    public long correlationId() {
        return correlationId;
    }

    /** Start of the call, in ns. */
    public long startNanos() {
        return startNanos;
    }

    /** Duration of the call, in ns. */
    public long durationNanos() {
        return durationNanos;
    }

    /** End of the call, in ns. */
    public long endNanos() {
        return startNanos + durationNanos;
    }

    /**
     * Time at which it had put a device event into the queue of its device, in ns: the end of the call, or the time of
     * submission if the file gives it.
     */
    public long queuedNanos(FlatEvent deviceEvent) {
        return deviceEvent.has(Attribute.SUBMIT_NS)
                ? Math.max(startNanos, deviceEvent.number(Attribute.SUBMIT_NS))
                : endNanos();
    }

    /** Whether it launches a graph: one call for many kernels, so its times say nothing about a single kernel. */
    public boolean isGraph() {
        return graph;
    }

    /** Step of its process; {@link #BEFORE_STEPS} before the first step. */
    public int step() {
        return step;
    }

    /** Phase of the call. */
    public Phase phase() {
        return phase;
    }

    /** Module of its device events; null for none. */
    public @Nullable ModulePath module() {
        return module;
    }

    /** Shape that its device events count for; null for none. */
    public @Nullable Shape shape() {
        return shape;
    }

    /** Layer of its device events; null if nothing tells. */
    public @Nullable LaunchLayer layer() {
        return layer;
    }

    /** Call of the operator of its shape; null for none. */
    public @Nullable ShapeCall call() {
        return call;
    }

    /** Whether its latest device event was the first of a call of the operator of its shape. */
    public boolean eventStartsCall() {
        return eventStartsCall;
    }

    /** Name of the operator or annotation that owns its device events; null if there is none. */
    public @Nullable Text owner() {
        return owner;
    }

    /** Row key of the owner, if there is one. */
    public int ownerKey() {
        return ownerKey;
    }

    /** Row keys of all operators and annotations open around it; null if there are none. */
    public @Nullable OpenKeys openKeys() {
        return openKeys;
    }

    /** Id of the call, or of the written span around it that started last; {@link SpanIds#NONE} if there is none. */
    public long id() {
        return id;
    }

    /** Id of the owner among the written spans; {@link SpanIds#NONE} if there is none. */
    public long ownerId() {
        return ownerId;
    }

    /** Process of the call; null if the file gives none. */
    public @Nullable Text process() {
        return process;
    }

    /** Thread of the call; null if the file gives none. */
    public @Nullable Text thread() {
        return thread;
    }

    /** Device of its device events that have none; null if unknown. */
    public @Nullable Text device() {
        return device;
    }

    /** Whether the filter dropped it, so that its device events have no launch. */
    public boolean isDropped() {
        return dropped;
    }

    /** Number of device events still to come. For a placeholder, the number of device events that came, negated. */
    public int remaining() {
        return remaining;
    }

    /** Notes one of its device events; returns true if it was the last. */
    public boolean countDown() {
        remaining--;
        return remaining <= 0;
    }
}
