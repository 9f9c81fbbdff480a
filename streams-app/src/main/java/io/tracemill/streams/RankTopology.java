package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** The second half of the topology: what finished traces say of their ranks in, how the ranks of a run differ out. */
final class RankTopology {

    /** Name of the processor, and of its store. */
    static final String STORE = "rank-comparison";

    private static final String PROCESSOR = "rank-comparison";

    private static final List<Topic> OUTPUTS = List.of(Topic.RANK_SPREAD, Topic.DEAD_LETTERS);

    private RankTopology() {}

    /** Adds it; it shares no node with the first half, so its partitions go their own way. */
    static void addTo(Topology topology, Topics topics, Duration timeout, TopologyCounts counts) {
        String source = Topic.RANK_STEPS.suffix() + "-in";
        topology.addSource(
                source,
                new StringDeserializer(),
                topics.framing().deserializer(new ByteArrayDeserializer()),
                topics.name(Topic.RANK_STEPS));
        topology.addProcessor(PROCESSOR, () -> new RankProcessor(timeout, counts), source);
        topology.addStateStore(TraceTopology.store(STORE), PROCESSOR);
        for (Topic output : OUTPUTS) {
            topology.addSink(
                    sink(output),
                    topics.name(output),
                    new StringSerializer(),
                    topics.framing().serializer(new ByteArraySerializer()),
                    PROCESSOR);
        }
    }

    /** Name of the sink of a topic; the first half has one for the same. */
    static String sink(Topic topic) {
        return "ranks-" + topic.suffix();
    }
}
