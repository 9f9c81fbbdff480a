package io.tracemill.bench.simulate.time;

/**
 * An action with its times.
 *
 * @param startNanos begin, in ns since the recording began
 * @param endNanos end
 */
public record Timed(Action action, long startNanos, long endNanos) {

    long nanos() {
        return endNanos - startNanos;
    }
}
