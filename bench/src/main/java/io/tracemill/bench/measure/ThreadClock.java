package io.tracemill.bench.measure;

/** A thread of another process, looked at again and again. Times are in ns. */
final class ThreadClock {
    /** A thread that did less between two looks was woken, but had no work. */
    private static final long LEAST_WORK_NANOS = 1_000_000;

    private final ThreadRole role;
    private long cpu;
    private long queued;
    private long lapCpu;
    private long lapQueued;
    private long seenAt;
    private long firstWork = Long.MAX_VALUE;
    private long lastWork;
    private long queuedBefore;
    private long queuedAfter;

    ThreadClock(ThreadRole role, long now) {
        this.role = role;
        this.seenAt = now;
    }

    ThreadRole role() {
        return role;
    }

    /** What the system says of the thread now. */
    void look(long now, long cpuNanos, long queuedNanos) {
        if (cpuNanos - cpu >= LEAST_WORK_NANOS) {
            if (firstWork == Long.MAX_VALUE) {
                firstWork = seenAt;
                queuedBefore = queued;
            }
            lastWork = now;
            queuedAfter = queuedNanos;
        }
        cpu = cpuNanos;
        queued = queuedNanos;
        seenAt = now;
    }

    /** What it did since this was last asked. */
    TimeUse lap() {
        long worked = cpu - lapCpu;
        long inQueue = firstWork == Long.MAX_VALUE ? 0 : queuedAfter - queuedBefore;
        long alive = firstWork == Long.MAX_VALUE ? 0 : lastWork - firstWork;
        TimeUse time = new TimeUse(worked, inQueue, Math.max(0, alive - worked - inQueue));
        lapCpu = cpu;
        lapQueued = queued;
        queuedBefore = lapQueued;
        queuedAfter = lapQueued;
        firstWork = Long.MAX_VALUE;
        return time;
    }
}
