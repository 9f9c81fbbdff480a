package io.tracemill.streams.rollup;

import io.tracemill.schemas.Phase;
import io.tracemill.streams.state.ModuleState;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.ModulePaths;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Row of one module on a device or on the host: sums of the partial, and those before it. */
final class ModuleRow {

    /** Device of the rows of the host. */
    static final int HOST = -1;

    /** Id in place of a path for device events without a launch. */
    static final int NO_LAUNCH = -1;

    private final int device;
    private final @Nullable ModulePath path;
    private final boolean launched;
    private final Sums partial = new Sums();
    private final Sums totals = new Sums();
    private boolean touched;

    /** Sums in ns, and the number of calls. */
    static final class Sums {
        private long count;
        private long nanos;
        private long forward;
        private long backward;
        private long recompute;

        private void add(long moreCount, long moreNanos) {
            count = Saturating.sum(count, moreCount);
            nanos = Saturating.sum(nanos, moreNanos);
        }

        private void addPhases(long moreForward, long moreBackward, long moreRecompute) {
            forward = Saturating.sum(forward, moreForward);
            backward = Saturating.sum(backward, moreBackward);
            recompute = Saturating.sum(recompute, moreRecompute);
        }

        private void add(Sums more) {
            add(more.count, more.nanos);
            addPhases(more.forward, more.backward, more.recompute);
        }

        private void clear() {
            count = 0;
            nanos = 0;
            forward = 0;
            backward = 0;
            recompute = 0;
        }

        /** Number of calls on the host. */
        long count() {
            return count;
        }

        /** Time of the calls on the host, or of the device events. */
        long nanos() {
            return nanos;
        }

        long forward() {
            return forward;
        }

        long backward() {
            return backward;
        }

        long recompute() {
            return recompute;
        }
    }

    /**
     * Creates an empty row.
     *
     * @param path path of the module; null for none
     * @param launched whether its device events have a launch
     */
    ModuleRow(int device, @Nullable ModulePath path, boolean launched) {
        this.device = device;
        this.path = path;
        this.launched = launched;
    }

    int device() {
        return device;
    }

    @Nullable
    ModulePath path() {
        return path;
    }

    /** Id of the path; 0 for none, {@link #NO_LAUNCH} for device events without a launch. */
    int module() {
        return launched ? ModulePaths.id(path) : NO_LAUNCH;
    }

    /** Sums before the partial. */
    Sums totals() {
        return totals;
    }

    /** Marks the row as part of the partial; returns whether it was not. */
    boolean touch() {
        boolean fresh = !touched;
        touched = true;
        return fresh;
    }

    void addCall(TraceSpan frame) {
        partial.add(1, frame.durationNanos());
    }

    void addDeviceEvent(TraceSpan event) {
        long nanos = event.durationNanos();
        @Nullable Phase phase = event.phase();
        partial.add(0, nanos);
        partial.addPhases(
                phase == Phase.FORWARD ? nanos : 0,
                phase == Phase.BACKWARD ? nanos : 0,
                phase == Phase.RECOMPUTE ? nanos : 0);
    }

    void endPartial() {
        totals.add(partial);
        partial.clear();
        touched = false;
    }

    void add(ModuleState state) {
        totals.add(state.getCount(), state.getNs());
        totals.addPhases(state.getForwardNs(), state.getBackwardNs(), state.getRecomputeNs());
    }

    ModuleState partialState() {
        return state(partial);
    }

    ModuleState totalsState() {
        return state(totals);
    }

    private ModuleState state(Sums sums) {
        return new ModuleState(device, module(), sums.count, sums.nanos, sums.forward, sums.backward, sums.recompute);
    }
}
