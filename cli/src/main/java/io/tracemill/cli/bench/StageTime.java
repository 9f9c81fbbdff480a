package io.tracemill.cli.bench;

/**
 * Where the time of a stage's threads went, summed over them, in ns. What they did before their first and after their last work in a run is left
 * out.
 *
 * @param cpuNanos on a core
 * @param queuedNanos ready, but no core was free
 * @param waitedNanos neither: nothing to do, or the next stage had no room
 */
record StageTime(long cpuNanos, long queuedNanos, long waitedNanos) {
    static final StageTime NONE = new StageTime(0, 0, 0);

    StageTime plus(StageTime other) {
        return new StageTime(
                cpuNanos + other.cpuNanos, queuedNanos + other.queuedNanos, waitedNanos + other.waitedNanos);
    }
}
