package io.tracemill.bench.measure;

/**
 * How threads spent their time, summed over them, in ns. The time before their first and after their last work in a run
 * is left out.
 *
 * @param cpuNanos on a core
 * @param queuedNanos ready to run, but no core was free
 * @param waitedNanos neither: nothing to do, or the next stage had no room
 */
public record TimeUse(long cpuNanos, long queuedNanos, long waitedNanos) {
    static final TimeUse NONE = new TimeUse(0, 0, 0);

    TimeUse plus(TimeUse other) {
        return new TimeUse(cpuNanos + other.cpuNanos, queuedNanos + other.queuedNanos, waitedNanos + other.waitedNanos);
    }
}
