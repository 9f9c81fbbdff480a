package io.tracemill.streams.failure;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an app deals with failures: a record that fails becomes a dead letter, more than 20 failures among 1,000
 * consecutive records of a partition stop the app, and a thread that failed is replaced where that can help. Shared by the
 * {@link FailureHandler}s of the app, which Kafka Streams makes.
 */
public final class FailurePolicy {

    private final Topics topics;
    private final FailureListener listener;
    private final CircuitBreaker breaker = new CircuitBreaker(20, 1_000);
    private final ThreadRestarts restarts = new ThreadRestarts(breaker);

    /**
     * The rules for one app, which has not failed yet.
     *
     * @param topics the topics on this cluster
     * @param listener is told what fails
     */
    public FailurePolicy(Topics topics, FailureListener listener) {
        this.topics = topics;
        this.listener = listener;
    }

    /** Settings that make Kafka Streams ask these rules. */
    public Map<String, Object> settings() {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FailureHandler.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailureHandler.class,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailureHandler.class,
                FailureHandler.POLICY, this);
    }

    /** Whether another thread takes the place of one that failed at a time, and goes on from its last commit. */
    public boolean replacesThread(Throwable failure, long nowNanos) {
        return restarts.allow(failure, nowNanos);
    }

    /** Records that failed so far. */
    public long failures() {
        return breaker.failures();
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    FailureListener listener() {
        return listener;
    }

    Topics topics() {
        return topics;
    }

    /** The topic with a full name; empty for none of Tracemill's, or for what comes from no topic. */
    Optional<Topic> topic(@Nullable String name) {
        return Stream.of(Topic.values())
                .filter(topic -> topics.name(topic).equals(name))
                .findFirst();
    }
}
