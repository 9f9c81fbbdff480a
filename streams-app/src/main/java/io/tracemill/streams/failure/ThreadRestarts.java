package io.tracemill.streams.failure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Says whether another thread takes the place of one that failed and goes on from its last commit. Through an outage always;
 * after other failures of Kafka a few times, since they come with outages but might also never end; after anything else never.
 */
final class ThreadRestarts {

    private static final int MAX_RESTARTS = 5;
    private static final long WITHIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final CircuitBreaker breaker;
    private final Deque<Long> restarts = new ArrayDeque<>();

    ThreadRestarts(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /** Whether a thread that failed at a time is replaced. */
    synchronized boolean allow(Throwable failure, long nowNanos) {
        if (breaker.isOpen() || KafkaFailures.isPermanent(failure) || !KafkaFailures.isOfKafka(failure)) {
            return false;
        }
        if (KafkaFailures.isOutage(failure)) {
            return true;
        }
        restarts.removeIf(restart -> nowNanos - restart > WITHIN_NANOS);
        restarts.add(nowNanos);
        return restarts.size() <= MAX_RESTARTS;
    }
}
