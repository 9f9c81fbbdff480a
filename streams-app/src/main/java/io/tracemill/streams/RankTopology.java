package io.tracemill.streams;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;

/** The second half of the topology: what finished traces say of their ranks in, how the ranks of a run differ out. */
final class RankTopology {

    /** Name of the processor, and of its store. */
    static final String STORE = "rank-comparison";

    private static final String PROCESSOR = "rank-comparison";

    /** Names of the sinks differ from those of the first half, which has one for dead letters, too. */
    static final Sinks SINKS = new Sinks(Topic.writtenBy(Component.RANK_TOPOLOGY), "ranks-");

    private RankTopology() {}

    /** Adds it; it shares no node with the first half, so its partitions go their own way. */
    static void addTo(Topology topology, Topics topics, Duration timeout, TopologyCounts counts) {
        String source = Topic.RANK_STEPS.suffix() + "-in";
        topology.addSource(
                source,
                new StringDeserializer(),
                topics.framing().deserializer(new ByteArrayDeserializer()),
                topics.name(Topic.RANK_STEPS));
        topology.addProcessor(PROCESSOR, () -> new RankProcessor(timeout, topics, counts), source);
        topology.addStateStore(TraceTopology.store(STORE), PROCESSOR);
        SINKS.addTo(topology, topics, PROCESSOR);
    }
}
