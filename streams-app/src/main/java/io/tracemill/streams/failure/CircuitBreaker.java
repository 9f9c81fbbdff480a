package io.tracemill.streams.failure;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limit on failures: opens after more than a number of failures among a number of consecutive records of a partition. A
 * single bad record becomes a dead letter, but a bad schema must not turn the whole stream into dead letters. Shared by
 * all threads of an app.
 */
final class CircuitBreaker {

    private final int maxFailures;
    private final long withinRecords;
    private final Map<String, ArrayDeque<Long>> failures = new HashMap<>();
    private final AtomicLong total = new AtomicLong();
    private volatile boolean open;

    CircuitBreaker(int maxFailures, long withinRecords) {
        this.maxFailures = maxFailures;
        this.withinRecords = withinRecords;
    }

    /** Counts the failure of the record at an offset; returns true if the breaker is open. */
    synchronized boolean opensAt(String topic, int partition, long offset) {
        total.incrementAndGet();
        ArrayDeque<Long> offsets = failures.computeIfAbsent(topic + "-" + partition, fresh -> new ArrayDeque<>());
        offsets.add(offset);
        offsets.removeIf(failed -> failed <= offset - withinRecords);
        open |= offsets.size() > maxFailures;
        return open;
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
