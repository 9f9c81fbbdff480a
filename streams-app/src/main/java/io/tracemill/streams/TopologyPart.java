package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Part of a topology: a source, a processor with a store, and a sink for each topic that it writes. Parts share no
 * node, so each part has its own tasks.
 *
 * @param <V> type of the input values
 * @param name name of the processor and of its store; the names of source and sinks begin with it
 * @param input topic that the part reads
 * @param values deserializer of the input values
 * @param outputs topics that the part writes
 * @param tasks creates the task of a partition
 */
record TopologyPart<V>(
        String name, Topic input, Deserializer<V> values, Set<Topic> outputs, Function<TaskContext, Task<V>> tasks) {

    /**
     * Settings of the changelog. Segments are small, since a restart reads the whole changelog and only closed segments
     * are compacted.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.MAX_MESSAGE_BYTES));

    void addTo(Topology topology, Topics topics, TopologyCounts counts, CommitPace pace) {
        String source = name + "-in";
        Sinks sinks = new Sinks(outputs, name + "-");
        topology.addSource(source, new StringDeserializer(), topics.framing().deserializer(values), topics.name(input));
        topology.addProcessor(
                name,
                () -> new TaskProcessor<>(
                        context -> new TaskContext(
                                context,
                                context.getStateStore(name),
                                new RecordOutput(context, sinks, topics.name(input), counts),
                                pace),
                        tasks,
                        counts),
                source);
        topology.addStateStore(store(), name);
        sinks.addTo(topology, topics, name);
    }

    private StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                .withCachingEnabled();
    }
}
