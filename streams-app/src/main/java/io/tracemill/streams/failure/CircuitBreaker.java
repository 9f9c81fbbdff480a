package io.tracemill.streams.failure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limit on failures: at most a number of them within a time, else whoever fails waits. Failures are counted in time and
 * not by record, since the work of a clock fails without one. Opens only if a dead letter could not be written: the app
 * must then stop. Shared by all threads of an app.
 */
final class CircuitBreaker {

    private final int maxFailures;
    private final long withinNanos;
    private final ArrayDeque<Long> failures = new ArrayDeque<>();
    private final AtomicLong total = new AtomicLong();
    private volatile boolean open;

    CircuitBreaker(int maxFailures, Duration within) {
        this.maxFailures = maxFailures;
        this.withinNanos = within.toNanos();
    }

    /**
     * Counts a failure; returns how long to wait before going on, in ns.
     *
     * @param nowNanos time of the failure, of {@link System#nanoTime}
     */
    synchronized long failedAt(long nowNanos) {
        total.incrementAndGet();
        long oldest = failures.size() < maxFailures ? nowNanos - withinNanos : failures.removeFirst();
        long wait = Math.max(0, oldest + withinNanos - nowNanos);
        failures.add(nowNanos + wait);
        return wait;
    }

    /** Opens the breaker, because a dead letter could not be written. */
    void open() {
        open = true;
    }

    /** Whether the breaker is open: the app must stop. */
    boolean isOpen() {
        return open;
    }

    /** Number of failures so far. */
    long failures() {
        return total.get();
    }
}
