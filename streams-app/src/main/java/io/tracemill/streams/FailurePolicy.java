package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link FailureHandler}s of an app share, since Kafka Streams makes them.
 *
 * @param breaker says when too much fails
 * @param counts is told what fails
 * @param topics the topics on this cluster
 */
record FailurePolicy(CircuitBreaker breaker, TopologyCounts counts, Topics topics) {

    /** Of an app with this configuration: more than 20 failures among 1,000 consecutive records of a partition stop it. */
    static FailurePolicy of(TopologyConfig config, TopologyCounts counts) {
        return new FailurePolicy(new CircuitBreaker(20, 1_000), counts, config.topics());
    }

    /** Full name of the topic of dead letters. */
    String deadLetters() {
        return topics.name(Topic.DEAD_LETTERS);
    }

    /** Whether a topic is that of the batches of events; null for what comes from no topic. */
    boolean isOfBatches(@Nullable String topic) {
        return topics.name(Topic.TRACE_EVENTS).equals(topic);
    }
}
