package io.tracemill.streams.failure;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the failures of an app. A record that fails becomes a dead letter, and no number of them stops the app;
 * they are slowed down to 20 a second, so that a bad schema does not turn the whole stream into dead letters before
 * somebody looks. A thread that fails is replaced if a new one can succeed. All {@link FailureHandler}s of the app
 * share one instance.
 */
public final class FailurePolicy {

    private final Topics topics;
    private final FailureListener listener;
    private final CircuitBreaker breaker = new CircuitBreaker(20, Duration.ofSeconds(1));
    private final ThreadRestarts restarts = new ThreadRestarts(breaker);

    /**
     * Creates the rules for an app that has not failed yet.
     *
     * @param topics the topics on this cluster
     * @param listener is notified of every failed record
     */
    public FailurePolicy(Topics topics, FailureListener listener) {
        this.topics = topics;
        this.listener = listener;
    }

    /** Settings of Kafka Streams that install these rules. */
    public Map<String, Object> settings() {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FailureHandler.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailureHandler.class,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailureHandler.class,
                FailureHandler.POLICY, this);
    }

    /**
     * Whether a thread that failed is replaced by one that continues from the last commit.
     *
     * @param nowNanos time of the failure, of {@link System#nanoTime}
     */
    public boolean replacesThread(Throwable failure, long nowNanos) {
        return restarts.allow(failure, nowNanos);
    }

    /**
     * Whether a failure is one of Kafka Streams or of Kafka, such as a task that moves to another instance. It says
     * nothing about what was in process, and must be passed on.
     */
    public static boolean isOfStreams(RuntimeException failure) {
        return failure instanceof StreamsException || KafkaFailures.isOfKafka(failure);
    }

    /** Number of records that failed so far. */
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

    /** Topic with a full name; empty if it is none of Tracemill's topics, or null. */
    Optional<Topic> topic(@Nullable String name) {
        return Stream.of(Topic.values())
                .filter(topic -> topics.name(topic).equals(name))
                .findFirst();
    }
}
