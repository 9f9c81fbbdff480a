package io.tracemill.streams.failure;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says when too many records fail to go on: more than so many among so many consecutive ones of a partition. One bad
 * record is a dead letter; a bad schema must not silently empty the stream. Shared by all threads of an app.
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

    /** Counts the failure of the record at an offset; true if that is too much. */
    synchronized boolean opensAt(String topic, int partition, long offset) {
        total.incrementAndGet();
        ArrayDeque<Long> offsets = failures.computeIfAbsent(topic + "-" + partition, fresh -> new ArrayDeque<>());
        offsets.add(offset);
        offsets.removeIf(failed -> failed <= offset - withinRecords);
        open |= offsets.size() > maxFailures;
        return open;
    }

    /** Opens, since a failure could not even be put on record. */
    void open() {
        open = true;
    }

    /** Whether no record may go on. */
    boolean isOpen() {
        return open;
    }

    /** Failures so far. */
    long failures() {
        return total.get();
    }
}
