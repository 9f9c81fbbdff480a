package io.tracemill.streams.failure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limit on thread restarts. A thread that fails in an outage is always replaced. After other failures of Kafka this
 * happens up to five times within ten minutes, since they come with outages but might never end. After any other
 * failure the app stops.
 */
final class ThreadRestarts {

    private static final int MAX_RESTARTS = 5;
    private static final long WITHIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final CircuitBreaker breaker;
    private final Deque<Long> restarts = new ArrayDeque<>();

    ThreadRestarts(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /**
     * Whether a thread that failed is replaced.
     *
     * @param nowNanos time of the failure, of {@link System#nanoTime}
     */
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
