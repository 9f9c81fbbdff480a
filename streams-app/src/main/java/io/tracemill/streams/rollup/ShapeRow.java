package io.tracemill.streams.rollup;

import io.tracemill.schemas.EventKind;
import io.tracemill.streams.state.ShapeRowState;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Row of one shape on one device: sums of the partial, and those before it. */
final class ShapeRow {

    private final int device;
    private final @Nullable Shape shape;
    private final Sums partial = new Sums();
    private final Sums totals = new Sums();
    private boolean touched;
    private boolean copies;

    /** Calls, device events, and their time in ns. */
    static final class Sums {
        private long count;
        private long kernels;
        private long nanos;

        private void add(long moreCount, long moreKernels, long moreNanos) {
            count = Saturating.sum(count, moreCount);
            kernels = Saturating.sum(kernels, moreKernels);
            nanos = Saturating.sum(nanos, moreNanos);
        }

        private void clear() {
            count = 0;
            kernels = 0;
            nanos = 0;
        }

        long count() {
            return count;
        }

        long kernels() {
            return kernels;
        }

        long nanos() {
            return nanos;
        }
    }

    /** Creates an empty row; without a shape for the device events of no operator. */
    ShapeRow(int device, @Nullable Shape shape) {
        this.device = device;
        this.shape = shape;
    }

    int device() {
        return device;
    }

    @Nullable
    Shape shape() {
        return shape;
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

    void addDeviceEvent(boolean startsCall, TraceSpan event) {
        partial.add(startsCall ? 1 : 0, 1, event.durationNanos());
        copies |= event.kind() == EventKind.MEMCPY;
    }

    /** Whether any of its device events is a copy, which the peaks of the device do not limit. */
    boolean copies() {
        return copies;
    }

    void endPartial() {
        totals.add(partial.count, partial.kernels, partial.nanos);
        partial.clear();
        touched = false;
    }

    void add(ShapeRowState state) {
        totals.add(state.getCount(), state.getKernels(), state.getNs());
        copies |= state.getCopies();
    }

    ShapeRowState partialState() {
        return state(partial);
    }

    ShapeRowState totalsState() {
        return state(totals);
    }

    private ShapeRowState state(Sums sums) {
        return new ShapeRowState(device, Shape.idOf(shape), sums.count, sums.kernels, sums.nanos, copies);
    }
}
