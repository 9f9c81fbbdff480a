package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Set;
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
                    processor);
        }
    }
}
