package io.tracemill.streams.rollup;

import io.tracemill.schemas.KernelStats;
import io.tracemill.streams.state.KernelState;
import io.tracemill.streams.trace.Saturating;

/**
 * Sums over the launch calls of a kernel that launch no graph. The first is set apart, as the runtime may load the
 * kernel in it. Calls and later sums are added in trace order.
 */
final class LaunchSums {

    private static final long NONE = -1;

    private long count;
    private long nanos;
    private long queuingNanos;
    private long firstNanos = NONE;
    private long firstExecutionNanos;
    private long shortCount;
    private long shortExecutionNanos;
    private long shortNanos;

    /**
     * Adds a call.
     *
     * @param launch duration of its launch call, in ns
     * @param queuing time from the end of the launch call to its start, in ns
     * @param execution its duration on the device, in ns
     */
    void add(long launch, long queuing, long execution) {
        count++;
        nanos = Saturating.sum(nanos, launch);
        queuingNanos = Saturating.sum(queuingNanos, queuing);
        if (firstNanos == NONE) {
            firstNanos = launch;
            firstExecutionNanos = execution;
        } else {
            addIfShort(launch, execution);
        }
    }

    private void addIfShort(long launch, long execution) {
        if (execution < launch) {
            shortCount++;
            shortExecutionNanos = Saturating.sum(shortExecutionNanos, execution);
            shortNanos = Saturating.sum(shortNanos, launch);
        }
    }

    void add(LaunchSums later) {
        count += later.count;
        nanos = Saturating.sum(nanos, later.nanos);
        queuingNanos = Saturating.sum(queuingNanos, later.queuingNanos);
        addFirst(later.firstNanos, later.firstExecutionNanos);
        addShort(later.shortCount, later.shortExecutionNanos, later.shortNanos);
    }

    void add(KernelState later) {
        count += later.getLaunchedCount();
        nanos = Saturating.sum(nanos, later.getLaunchNs());
        queuingNanos = Saturating.sum(queuingNanos, later.getQueuingNs());
        addFirst(later.getFirstLaunchNs(), later.getFirstNs());
        addShort(later.getShortCount(), later.getShortNs(), later.getShortLaunchNs());
    }

    /** Adds the first of later calls: one like the others if there was any before. */
    private void addFirst(long launch, long execution) {
        if (firstNanos == NONE) {
            firstNanos = launch;
            firstExecutionNanos = execution;
        } else if (launch != NONE) {
            addIfShort(launch, execution);
        }
    }

    private void addShort(long more, long execution, long launch) {
        shortCount += more;
        shortExecutionNanos = Saturating.sum(shortExecutionNanos, execution);
        shortNanos = Saturating.sum(shortNanos, launch);
    }

    void clear() {
        count = 0;
        nanos = 0;
        queuingNanos = 0;
        firstNanos = NONE;
        firstExecutionNanos = 0;
        shortCount = 0;
        shortExecutionNanos = 0;
        shortNanos = 0;
    }

    void saveTo(KernelState state) {
        state.setLaunchedCount(count);
        state.setLaunchNs(nanos);
        state.setQueuingNs(queuingNanos);
        state.setFirstLaunchNs(firstNanos);
        state.setFirstNs(firstExecutionNanos);
        state.setShortCount(shortCount);
        state.setShortNs(shortExecutionNanos);
        state.setShortLaunchNs(shortNanos);
    }

    void writeTo(KernelStats.Builder row) {
        row.setLaunchedCount(count);
        if (count > 0) {
            row.setMeanLaunchNs(mean())
                    .setMeanQueuingNs((double) queuingNanos / count)
                    .setFirstLaunchNs(firstNanos)
                    .setShortCount(shortCount)
                    .setShortNs(shortExecutionNanos)
                    .setShortLaunchNs(shortNanos);
        }
    }

    private double mean() {
        return count == 1 ? (double) nanos : (double) (nanos - firstNanos) / (count - 1);
    }
}
