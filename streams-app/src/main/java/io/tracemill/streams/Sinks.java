package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * Sinks of a processor, one for each topic that it writes.
 *
 * @param topics the topics
 * @param prefix beginning of the sinks' names; the suffix of the topic follows
 */
record Sinks(Set<Topic> topics, String prefix) {

    boolean has(Topic topic) {
        return topics.contains(topic);
    }

    String nameOf(Topic topic) {
        return prefix + topic.suffix();
    }

    /** Adds the sinks as children of a processor. */
    void addTo(Topology topology, Topics cluster, String processor) {
        for (Topic topic : topics) {
            topology.addSink(
                    nameOf(topic),
                    cluster.name(topic),
                    new StringSerializer(),
                    cluster.framing().serializer(new ByteArraySerializer()),
                    topic.copiesRecordsWithoutKey() ? Sinks::withCopies : Sinks::byKey,
                    processor);
        }
    }

    /** The partition that a key has by default. */
    private static Optional<Set<Integer>> byKey(String topic, String key, byte[] value, int partitions) {
        return Optional.empty();
    }

    /** All partitions, of a record whose key is empty. */
    private static Optional<Set<Integer>> withCopies(String topic, String key, byte[] value, int partitions) {
        return key.isEmpty()
                ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
                : byKey(topic, key, value, partitions);
    }
}
