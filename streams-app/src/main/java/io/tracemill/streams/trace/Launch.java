package io.tracemill.streams.trace;

import io.tracemill.schemas.TraceEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A host call that puts work on a device, while its device events are still to come. */
public final class Launch {

    /** Step of what was launched before the first one. */
    public static final int BEFORE_STEPS = -1;

    private final Timing timing;
    private final Context context;
    private final boolean dropped;
    private int remaining;

    /**
     * When it was called.
     *
     * @param correlationId what its device events carry
     * @param startNanos start of the call
     * @param durationNanos duration of the call
     * @param graph whether it launches a graph: one call for many kernels, so its timing says nothing of one of them
     */
    public record Timing(long correlationId, long startNanos, long durationNanos, boolean graph) {

        /** The timing of a launch call. */
        public static Timing of(TraceEvent event, String name) {
            Long duration = event.getDurationNs();
            return new Timing(
                    event.getCorrelationId(), event.getStartNs(), duration == null ? 0 : duration, isGraphLaunch(name));
        }

        /** End of the call. */
        public long endNanos() {
            return startNanos + durationNanos;
        }
    }

    /**
     * What it was called in.
     *
     * @param step step of its process, {@link #BEFORE_STEPS} before the first
     * @param owner operator or annotation that owns its device events; null if it stands in nothing
     * @param ownerKey row key of the owner, where there is one
     * @param openKeys row keys of all operators and annotations open around it, itself included where it is an operator
     * @param device name of the device its events take when they have none; null if unknown
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; lives on the path of every launch
    public record Context(
            int step,
            @Nullable Named owner,
            int ownerKey,
            int[] openKeys,
            @Nullable Named device) {}

    /** A launch whose device events are all still to come. */
    public Launch(Timing timing, Context context, int deviceEvents) {
        this(timing, context, deviceEvents, false);
    }

    private Launch(Timing timing, Context context, int deviceEvents, boolean dropped) {
        this.timing = timing;
        this.context = context;
        this.remaining = deviceEvents;
        this.dropped = dropped;
    }

    /** A launch that the filter dropped: its device events need not wait, and stay without a launch. */
    public static Launch dropped(Timing timing, int deviceEvents) {
        return new Launch(timing, new Context(BEFORE_STEPS, null, 0, new int[0], null), deviceEvents, true);
    }

    /** Whether a call of this name launches a graph. */
    public static boolean isGraphLaunch(String name) {
        return name.contains("GraphLaunch") || name.toLowerCase(Locale.ROOT).contains("graphlaunch");
    }

    /** When it was called. */
    public Timing timing() {
        return timing;
    }

    /** What it was called in. */
    public Context context() {
        return context;
    }

    /** Whether the filter dropped it, so that its device events are without a launch. */
    public boolean isDropped() {
        return dropped;
    }

    /** Device events still to come. */
    public int remaining() {
        return remaining;
    }

    /** One of its device events came; true if it was the last. */
    public boolean countDown() {
        remaining--;
        return remaining <= 0;
    }
}
