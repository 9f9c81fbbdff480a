package io.tracemill.streams.trace;

import io.tracemill.schemas.flat.FlatEvent;
import org.jspecify.annotations.Nullable;

/** A host call that puts work on a device, while its device events are still to come. */
public final class Launch {

    /** Step of what was launched before the first one. */
    public static final int BEFORE_STEPS = -1;

    private static final int[] NOTHING_OPEN = {};

    private final long correlationId;
    private final long startNanos;
    private final long durationNanos;
    private final boolean graph;
    private int remaining;
    private boolean dropped;
    private int step = BEFORE_STEPS;
    private @Nullable Text owner;
    private int ownerKey;
    private int[] openKeys = NOTHING_OPEN;
    private @Nullable Text device;

    /** A launch call, of which nothing is known but when it was and how many device events are still to come. */
    public Launch(FlatEvent call, boolean graph) {
        this.correlationId = call.correlationId;
        this.startNanos = call.startNanos;
        this.durationNanos = call.durationOrZero();
        this.graph = graph;
        this.remaining = call.deviceEvents;
    }

    /**
     * Notes where it was called.
     *
     * @param itsOwner name of the operator or annotation that owns its device events; null if it stands in nothing
     * @param itsOwnerKey row key of the owner, where there is one
     * @param open row keys of all operators and annotations open around it, itself included where it is an operator
     */
    public void standsIn(@Nullable Text itsOwner, int itsOwnerKey, int[] open) {
        owner = itsOwner;
        ownerKey = itsOwnerKey;
        openKeys = open;
    }

    /**
     * Notes what its device events take from it.
     *
     * @param itsStep step of its process
     * @param itsDevice the device they take when they have none; null if unknown
     */
    public void hasContext(int itsStep, @Nullable Text itsDevice) {
        step = itsStep;
        device = itsDevice;
    }

    /** What stands for a launch that is still to come, to keep count of the device events that the filter dropped before. */
    public static Launch toCome(FlatEvent droppedEvent) {
        Launch launch = new Launch(droppedEvent, false);
        launch.remaining = 0;
        return launch;
    }

    /** Whether it has come; if not, it is no launch yet. */
    public boolean hasCome() {
        return remaining >= 0;
    }

    /** Notes that so many of its device events came before it, counted by what stood for it. */
    public void comesAfter(Launch counted) {
        remaining = Math.max(0, remaining + counted.remaining);
    }

    /** Notes that the filter dropped it: its device events need not wait, and stay without a launch. */
    public void drop() {
        dropped = true;
    }

    /** What its device events carry. */
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

    /** Whether it launches a graph: one call for many kernels, so its timing says nothing of one of them. */
    public boolean isGraph() {
        return graph;
    }

    /** Step of its process, {@link #BEFORE_STEPS} before the first. */
    public int step() {
        return step;
    }

    /** Name of the operator or annotation that owns its device events; null if it stands in nothing. */
    public @Nullable Text owner() {
        return owner;
    }

    /** Row key of the owner, where there is one. */
    public int ownerKey() {
        return ownerKey;
    }

    /** Row keys of all operators and annotations open around it; not to be changed. */
    public int[] openKeys() {
        return openKeys;
    }

    /** The device its events take when they have none; null if unknown. */
    public @Nullable Text device() {
        return device;
    }

    /** Whether the filter dropped it, so that its device events are without a launch. */
    public boolean isDropped() {
        return dropped;
    }

    /** Device events still to come; of a launch that has not come itself, less than 0: how many came, negated. */
    public int remaining() {
        return remaining;
    }

    /** One of its device events came; true if it was the last. */
    public boolean countDown() {
        remaining--;
        return remaining <= 0;
    }
}
