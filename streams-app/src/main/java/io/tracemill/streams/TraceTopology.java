package io.tracemill.streams;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.FlatBatchReader;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: batches of events in, one processor with one store, and a sink per topic out; and, where ranks are compared,
 * {@link RankTopology} behind it.
 */
public final class TraceTopology {

    /** Name of the processor, and of its store. */
    static final String STORE = "trace-pass";

    private static final String PROCESSOR = "trace-pass";

    /** Small segments: a changelog is read whole at a restart, and only closed segments are compacted. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.MAX_MESSAGE_BYTES));

    private TraceTopology() {}

    /** The topology; pure: the same for the same configuration. */
    public static Topology build(TopologyConfig config) {
        return build(config, new TopologyCounts());
    }

    /** The same, which counts what it does. */
    static Topology build(TopologyConfig config, TopologyCounts counts) {
        Topology topology = new Topology();
        String source = Topic.TRACE_EVENTS.suffix();
        topology.addSource(
                source,
                new StringDeserializer(),
                config.topics().framing().deserializer(FlatBatchReader.ofEvents()),
                config.topics().name(Topic.TRACE_EVENTS));
        topology.addProcessor(PROCESSOR, () -> new TraceProcessor(config, counts), source);
        topology.addStateStore(store(STORE), PROCESSOR);
        sinks(config).addTo(topology, config.topics(), PROCESSOR);
        Duration runTimeout = config.runTimeout();
        if (runTimeout != null) {
            RankTopology.addTo(topology, config.topics(), runTimeout, counts);
        }
        return topology;
    }

    /** What leaves the pass, but for what only the comparison of ranks reads where there is none. */
    static Sinks sinks(TopologyConfig config) {
        Set<Topic> topics = Topic.writtenBy(Component.TRACE_TOPOLOGY);
        if (config.runTimeout() == null) {
            topics.removeIf(topic -> topic.readers().equals(Set.of(Component.RANK_TOPOLOGY)));
        }
        return new Sinks(topics, "");
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                .withCachingEnabled();
    }
}
