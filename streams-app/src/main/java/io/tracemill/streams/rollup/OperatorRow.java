package io.tracemill.streams.rollup;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.streams.state.DurationState;
import io.tracemill.streams.state.OperatorState;
import io.tracemill.streams.trace.CallTimes;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Sums of one row of an operator or annotation. */
final class OperatorRow {

    private final int key;
    private final Durations durations = new Durations();
    private long selfNanos;
    private long runtimeNanos;
    private long launchNanos;
    private long copyNanos;
    private long allocationNanos;
    private long children;
    private long kernelCount;
    private long deviceNanos;
    private long deviceTotalNanos;
    private boolean touched;

    OperatorRow(int key) {
        this.key = key;
    }

    int key() {
        return key;
    }

    /** Marks the row as touched; returns true if it was not touched since it was cleared. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    void addSpan(TraceSpan span) {
        durations.add(span.durationNanos());
        selfNanos = Saturating.sum(selfNanos, span.selfNanos());
        runtimeNanos = Saturating.sum(runtimeNanos, span.parts().runtimeNanos());
        CallTimes calls = span.parts().calls();
        addCalls(calls.launchNanos(), calls.copyNanos(), calls.allocationNanos());
        children += span.parts().children();
    }

    private void addCalls(long launch, long copy, long allocation) {
        launchNanos = Saturating.sum(launchNanos, launch);
        copyNanos = Saturating.sum(copyNanos, copy);
        allocationNanos = Saturating.sum(allocationNanos, allocation);
    }

    void addOwned(long nanos) {
        kernelCount++;
        deviceNanos = Saturating.sum(deviceNanos, nanos);
    }

    void addUnder(long nanos) {
        deviceTotalNanos = Saturating.sum(deviceTotalNanos, nanos);
    }

    void add(OperatorRow other) {
        durations.add(other.durations);
        selfNanos = Saturating.sum(selfNanos, other.selfNanos);
        runtimeNanos = Saturating.sum(runtimeNanos, other.runtimeNanos);
        addCalls(other.launchNanos, other.copyNanos, other.allocationNanos);
        children += other.children;
        kernelCount += other.kernelCount;
        deviceNanos = Saturating.sum(deviceNanos, other.deviceNanos);
        deviceTotalNanos = Saturating.sum(deviceTotalNanos, other.deviceTotalNanos);
    }

    void add(OperatorState state) {
        @Nullable DurationState spans = state.getDurations();
        if (spans != null) {
            durations.add(spans);
        }
        selfNanos = Saturating.sum(selfNanos, state.getSelfNs());
        runtimeNanos = Saturating.sum(runtimeNanos, state.getRuntimeNs());
        addCalls(state.getLaunchNs(), state.getCopyNs(), state.getAllocationNs());
        children += state.getChildren();
        kernelCount += state.getKernelCount();
        deviceNanos = Saturating.sum(deviceNanos, state.getDeviceNs());
        deviceTotalNanos = Saturating.sum(deviceTotalNanos, state.getDeviceTotalNs());
    }

    OperatorState state() {
        return new OperatorState(
                key,
                durations.count() == 0 ? null : durations.state(),
                selfNanos,
                runtimeNanos,
                launchNanos,
                copyNanos,
                allocationNanos,
                children,
                kernelCount,
                deviceNanos,
                deviceTotalNanos);
    }

    void clear() {
        durations.clear();
        selfNanos = 0;
        runtimeNanos = 0;
        launchNanos = 0;
        copyNanos = 0;
        allocationNanos = 0;
        children = 0;
        kernelCount = 0;
        deviceNanos = 0;
        deviceTotalNanos = 0;
        touched = false;
    }

    boolean isOperator() {
        return (key & 1) == 0;
    }

    boolean hasSpans() {
        return durations.count() > 0;
    }

    long selfNanos() {
        return selfNanos;
    }

    long deviceNanos() {
        return deviceNanos;
    }

    OperatorStats.Builder stats(OperatorStats.Builder row) {
        return row.setKind(isOperator() ? EventKind.OPERATOR : EventKind.ANNOTATION)
                .setCount(durations.count())
                .setTotalNs(durations.total())
                .setMinNs(durations.min())
                .setAvgNs(durations.average())
                .setMaxNs(durations.max())
                .setStddevNs(durations.standardDeviation())
                .setP50Ns(durations.percentile(50))
                .setP95Ns(durations.percentile(95))
                .setP99Ns(durations.percentile(99))
                .setSelfNs(selfNanos)
                .setRuntimeNs(runtimeNanos)
                .setLaunchNs(launchNanos)
                .setCopyNs(copyNanos)
                .setAllocationNs(allocationNanos)
                .setKernelCount(kernelCount)
                .setDeviceNs(deviceNanos)
                .setDeviceTotalNs(deviceTotalNanos)
                .setChildren(children);
    }
}
