package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.FlatBatchReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
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

    /** What leaves the pass. */
    private static final List<Topic> OUTPUTS = List.of(
            Topic.SPANS,
            Topic.OPERATOR_STATS,
            Topic.KERNEL_STATS,
            Topic.DEVICE_STATS,
            Topic.BOTTLENECKS,
            Topic.TRACES,
            Topic.DEAD_LETTERS);

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
        OUTPUTS.forEach(output -> addSink(topology, config, output));
        Duration runTimeout = config.runTimeout();
        if (runTimeout != null) {
            addSink(topology, config, Topic.RANK_STEPS);
            RankTopology.addTo(topology, config.topics(), runTimeout, counts);
        }
        return topology;
    }

    private static void addSink(Topology topology, TopologyConfig config, Topic output) {
        topology.addSink(
                output.suffix(),
                config.topics().name(output),
                new StringSerializer(),
                config.topics().framing().serializer(new ByteArraySerializer()),
                PROCESSOR);
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                .withCachingEnabled();
    }
}
