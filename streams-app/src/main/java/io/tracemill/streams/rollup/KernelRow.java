package io.tracemill.streams.rollup;

import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.DurationState;
import io.tracemill.streams.state.KernelState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Sums of one row of a kernel. Calls and partials are added in trace order. */
final class KernelRow {

    private static final double MILLION = 1_000_000;

    private final int device;
    private final int key;
    private final Durations durations = new Durations();
    private final CounterSums counters = new CounterSums();
    private @Nullable LaunchGeometry geometry;
    private boolean geometryVaries;
    private long occupancyCount;
    private long occupancyMillionths;
    private boolean hasBytes;
    private long bytes;
    private final LaunchSums launches = new LaunchSums();
    private long completionCount;
    private long completionNanos;
    private boolean touched;

    KernelRow(int device, int key) {
        this.device = device;
        this.key = key;
    }

    int device() {
        return device;
    }

    int key() {
        return key;
    }

    long totalNanos() {
        return durations.total();
    }

    boolean hasCalls() {
        return durations.count() > 0;
    }

    /** Marks the row as touched; returns true if it was not touched since it was cleared. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    void addCall(TraceSpan span) {
        FlatEvent event = span.event();
        addGeometry(span);
        durations.add(span.durationNanos());
        if (event.hasCounters()) {
            counters.add(event.counters());
        }
        if (event.has(Attribute.OCCUPANCY_PCT)) {
            addOccupancy(event.decimal(Attribute.OCCUPANCY_PCT));
        }
        if (event.has(Attribute.BYTES)) {
            addBytes(event.number(Attribute.BYTES));
        }
        Launch launch = span.launch();
        if (launch != null && !launch.isGraph()) {
            long queued = launch.queuedNanos(span.event());
            launches.add(queued - launch.startNanos(), Math.max(0, span.startNanos() - queued), span.durationNanos());
        }
    }

    private void addOccupancy(double percent) {
        if (Double.isFinite(percent)) {
            occupancyCount++;
            occupancyMillionths = Saturating.sum(occupancyMillionths, Math.round(percent * MILLION));
        }
    }

    /** Keeps the geometry of the longest call; of the first one if several are equally long. */
    private void addGeometry(TraceSpan span) {
        if (geometry != null && !geometryVaries) {
            geometryVaries = !geometry.isOf(span);
        }
        if (geometry == null || span.durationNanos() > durations.max()) {
            geometry = LaunchGeometry.of(span);
        }
    }

    void addCompletion(long nanos) {
        completionCount++;
        completionNanos = Saturating.sum(completionNanos, nanos);
    }

    private void addBytes(long more) {
        bytes = Saturating.sum(bytes, more);
        hasBytes = true;
    }

    private void addGeometry(@Nullable LaunchGeometry later, boolean laterVaries, long laterMax) {
        geometryVaries |= laterVaries;
        if (geometry != null && later != null) {
            geometryVaries |= !geometry.equalsShape(later);
        }
        if (later != null && (geometry == null || laterMax > durations.max())) {
            geometry = later;
        }
    }

    void add(KernelRow later) {
        addGeometry(later.geometry, later.geometryVaries, later.durations.max());
        durations.add(later.durations);
        counters.add(later.counters);
        occupancyCount += later.occupancyCount;
        occupancyMillionths = Saturating.sum(occupancyMillionths, later.occupancyMillionths);
        bytes = Saturating.sum(bytes, later.bytes);
        hasBytes |= later.hasBytes;
        launches.add(later.launches);
        completionCount += later.completionCount;
        completionNanos = Saturating.sum(completionNanos, later.completionNanos);
    }

    void add(KernelState later) {
        @Nullable DurationState calls = later.getDurations();
        if (calls != null) {
            LaunchGeometry shape = new LaunchGeometry(
                    later.getGrid(), later.getBlock(), later.getRegistersPerThread(), later.getSharedMemoryBytes());
            addGeometry(shape, later.getGeometryVaries(), calls.getMaxNs());
            durations.add(calls);
        }
        counters.addState(later.getCounters());
        occupancyCount += later.getOccupancyCount();
        occupancyMillionths = Saturating.sum(occupancyMillionths, later.getOccupancyMillionths());
        if (later.getBytes() != null) {
            addBytes(later.getBytes());
        }
        launches.add(later);
        completionCount += later.getCompletionCount();
        completionNanos = Saturating.sum(completionNanos, later.getCompletionNs());
    }

    KernelState state() {
        LaunchGeometry shape = geometry;
        KernelState state = new KernelState();
        state.setDevice(device);
        state.setKey(key);
        state.setDurations(hasCalls() ? durations.state() : null);
        state.setGrid(shape == null ? null : shape.grid());
        state.setBlock(shape == null ? null : shape.block());
        state.setGeometryVaries(geometryVaries);
        state.setRegistersPerThread(shape == null ? null : shape.registers());
        state.setSharedMemoryBytes(shape == null ? null : shape.sharedMemoryBytes());
        state.setOccupancyCount(occupancyCount);
        state.setOccupancyMillionths(occupancyMillionths);
        state.setBytes(hasBytes ? bytes : null);
        launches.saveTo(state);
        state.setCompletionCount(completionCount);
        state.setCompletionNs(completionNanos);
        state.setCounters(counters.state());
        return state;
    }

    void clear() {
        durations.clear();
        counters.clear();
        geometry = null;
        geometryVaries = false;
        occupancyCount = 0;
        occupancyMillionths = 0;
        bytes = 0;
        hasBytes = false;
        launches.clear();
        completionCount = 0;
        completionNanos = 0;
        touched = false;
    }

    KernelStats.Builder stats(KernelStats.Builder row) {
        LaunchGeometry shape = geometry;
        launches.writeTo(row);
        return row.setCount(durations.count())
                .setTotalNs(durations.total())
                .setMinNs(durations.min())
                .setAvgNs(durations.average())
                .setMaxNs(durations.max())
                .setStddevNs(durations.standardDeviation())
                .setP50Ns(durations.percentile(50))
                .setP95Ns(durations.percentile(95))
                .setP99Ns(durations.percentile(99))
                .setGrid(shape == null ? null : shape.grid())
                .setBlock(shape == null ? null : shape.block())
                .setGeometryVaries(geometryVaries)
                .setRegistersPerThread(shape == null ? null : shape.registers())
                .setSharedMemoryBytes(shape == null ? null : shape.sharedMemoryBytes())
                .setOccupancyPct(occupancyCount == 0 ? null : occupancyMillionths / MILLION / occupancyCount)
                .setBytes(hasBytes ? bytes : null)
                .setMeanCompletionNs(mean(completionNanos, completionCount))
                .setCounters(counters.means());
    }

    private static @Nullable Double mean(long sum, long count) {
        return count == 0 ? null : (double) sum / count;
    }
}
