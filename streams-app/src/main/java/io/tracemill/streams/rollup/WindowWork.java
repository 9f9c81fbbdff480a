package io.tracemill.streams.rollup;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DeviceWork;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.streams.roof.Roof;
import io.tracemill.streams.roof.Roofline;
import io.tracemill.streams.state.WorkState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeWork;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Modelled work of the device events that start in a window. A call counts with its first device event. */
@SuppressWarnings("EnumOrdinal") // counts in an array, as they are touched per device event
final class WindowWork {

    private static final ComputeUnit[] UNITS = ComputeUnit.values();
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double PICOS_PER_SECOND = 1e12;
    private static final double COMPARABLE_PCT = 95;

    private final long[] flops = new long[UNITS.length];
    private long recomputeFlops;
    private long modelledNanos;
    private long boundNanos;
    private long roofedFlops;
    private long roofedNanos;
    private long rooflinePicos;

    /** Counts a device event of a launch that counts for a shape with modelled work. */
    void count(TraceSpan event, Launch launch, Shape shape, Roof roof) {
        ShapeWork work = shape.work();
        if (work == null) {
            return;
        }
        long nanos = event.durationNanos();
        long calls = launch.eventStartsCall() ? 1 : 0;
        @Nullable Roofline roofline = event.kind() == EventKind.MEMCPY ? null : roof.of(shape);
        if (roofline != null) {
            boundNanos = Saturating.sum(boundNanos, nanos);
        }
        if (work.flops() == 0) {
            return;
        }
        long done = calls * work.flops();
        modelledNanos = Saturating.sum(modelledNanos, nanos);
        int unit = work.unit().ordinal();
        flops[unit] = Saturating.sum(flops[unit], done);
        if (event.phase() == Phase.RECOMPUTE) {
            recomputeFlops = Saturating.sum(recomputeFlops, done);
        }
        if (roofline != null && roofline.isKnown()) {
            roofedFlops = Saturating.sum(roofedFlops, done);
            roofedNanos = Saturating.sum(roofedNanos, nanos);
            rooflinePicos = Saturating.sum(rooflinePicos, roofline.picosOf(calls));
        }
    }

    void add(WindowWork other) {
        Arrays.setAll(flops, unit -> Saturating.sum(flops[unit], other.flops[unit]));
        recomputeFlops = Saturating.sum(recomputeFlops, other.recomputeFlops);
        modelledNanos = Saturating.sum(modelledNanos, other.modelledNanos);
        boundNanos = Saturating.sum(boundNanos, other.boundNanos);
        roofedFlops = Saturating.sum(roofedFlops, other.roofedFlops);
        roofedNanos = Saturating.sum(roofedNanos, other.roofedNanos);
        rooflinePicos = Saturating.sum(rooflinePicos, other.rooflinePicos);
    }

    @Nullable
    WorkState state() {
        return isEmpty()
                ? null
                : new WorkState(
                        Arrays.stream(flops).boxed().toList(),
                        recomputeFlops,
                        modelledNanos,
                        boundNanos,
                        roofedFlops,
                        roofedNanos,
                        rooflinePicos);
    }

    static WindowWork of(@Nullable WorkState state) {
        WindowWork work = new WindowWork();
        if (state != null) {
            Arrays.setAll(work.flops, unit -> state.getFlops().get(unit));
            work.recomputeFlops = state.getRecomputeFlops();
            work.modelledNanos = state.getModelledNs();
            work.boundNanos = state.getBoundNs();
            work.roofedFlops = state.getRoofedFlops();
            work.roofedNanos = state.getRoofedNs();
            work.rooflinePicos = state.getRooflinePs();
        }
        return work;
    }

    private boolean isEmpty() {
        return modelledNanos == 0 && boundNanos == 0 && Arrays.stream(flops).allMatch(unit -> unit == 0);
    }

    /**
     * Record of the work; null if there is none.
     *
     * @param windowNanos length of the window
     * @param deviceNanos summed duration of all device events that start in it
     */
    @Nullable
    DeviceWork row(long windowNanos, long deviceNanos, Roof roof) {
        if (isEmpty()) {
            return null;
        }
        long all = Arrays.stream(flops).reduce(0, Saturating::sum);
        @Nullable ComputeUnit most = all == 0 ? null : most();
        @Nullable Double peak = most == null ? null : roof.peak(most);
        double seconds = windowNanos / NANOS_PER_SECOND;
        return DeviceWork.newBuilder()
                .setModelledNs(modelledNanos)
                .setModelledPct(percent(modelledNanos, deviceNanos))
                .setBoundNs(boundNanos)
                .setBoundPct(percent(boundNanos, deviceNanos))
                .setFlops(all)
                .setRecomputeFlops(recomputeFlops)
                .setUnit(most)
                .setAchievedFlops(ratio((double) all, modelledNanos / NANOS_PER_SECOND))
                .setEstimatedFlops(
                        mostIsRoofed() ? ratio((double) roofedFlops, rooflinePicos / PICOS_PER_SECOND) : null)
                .setEfficiencyPct(ratio(rooflinePicos / 10.0, (double) roofedNanos))
                .setMfuPct(peak == null ? null : ratio(100.0 * (all - recomputeFlops), seconds * peak))
                .build();
    }

    /** Whether the roofline time is known for so much that it can be compared with all modelled operations. */
    private boolean mostIsRoofed() {
        return percent(roofedNanos, modelledNanos) >= COMPARABLE_PCT;
    }

    private ComputeUnit most() {
        int most = 0;
        for (int unit = 1; unit < flops.length; unit++) {
            most = flops[unit] > flops[most] ? unit : most;
        }
        return UNITS[most];
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private static @Nullable Double ratio(double part, double whole) {
        return whole == 0 ? null : (Double) (part / whole);
    }
}
