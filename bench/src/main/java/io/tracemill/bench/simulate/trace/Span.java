package io.tracemill.bench.simulate.trace;

/**
 * Times of an event, in ns since the time base of its file.
 *
 * @param startNanos begin
 * @param endNanos end; an event that would end before its begin is written without a length
 */
record Span(long startNanos, long endNanos) {

    long nanos() {
        return Math.max(0, endNanos - startNanos);
    }
}
