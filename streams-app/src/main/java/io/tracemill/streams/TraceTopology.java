package io.tracemill.streams;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.flat.FlatBatchReader;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Topology that reads batches of events and writes spans and rows. If ranks are compared, a second part reads the sums
 * of each trace's steps and writes how the ranks of a run differ, and a third one does so with their collectives.
 */
public final class TraceTopology implements TopologyDefinition {

    /** Name of the part that runs the pass over each trace, and of its store. */
    static final String PASS = "trace-pass";

    /** Name of the part that compares the ranks of each run, and of its store. */
    static final String RANKS = "rank-comparison";

    /** Name of the part that compares the collectives of each run, and of its store. */
    static final String COLLECTIVES = "collective-comparison";

    private static final Set<Component> COMPARISONS = Set.of(Component.RANK_TOPOLOGY, Component.COLLECTIVE_TOPOLOGY);

    private final TraceTopologyConfig config;
    private final TraceCounts counts = new TraceCounts();
    private final LiveMemory memory;

    /** Creates the topology, with counts of its own. */
    public TraceTopology(TraceTopologyConfig config) {
        this(config, LiveMemory.ofHeap());
    }

    /** Creates the topology with so much memory for working copies of traces. */
    TraceTopology(TraceTopologyConfig config, LiveMemory memory) {
        this.config = config;
        this.memory = memory;
    }

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public Topics topics() {
        return config.topics();
    }

    @Override
    public TraceCounts counts() {
        return counts;
    }

    /**
     * {@inheritDoc} A record is a batch of about 256 KiB, so limits on records are small and limits on bytes are large.
     */
    @Override
    public Map<String, Object> settings() {
        return Map.of(
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                8,
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                8,
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                2 << 20,
                StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
                16 << 20,
                StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                512 << 10);
    }

    @Override
    public Topology build() {
        Topology topology = new Topology();
        CommitPace pace = new CommitPace();
        pass().addTo(topology, config.topics(), counts, pace);
        @Nullable Duration runTimeout = config.runTimeout();
        if (runTimeout != null) {
            ranks(runTimeout).addTo(topology, config.topics(), counts, pace);
            collectives(runTimeout).addTo(topology, config.topics(), counts, pace);
        }
        return topology;
    }

    private TopologyPart<?> pass() {
        Set<Topic> outputs = Topic.writtenBy(Component.TRACE_TOPOLOGY);
        if (config.runTimeout() == null) {
            outputs.removeIf(topic -> !topic.readers().isEmpty() && COMPARISONS.containsAll(topic.readers()));
        }
        return new TopologyPart<>(
                PASS,
                Topic.TRACE_EVENTS,
                FlatBatchReader.ofEvents(),
                outputs,
                context -> new TraceTask(config, counts, memory, context));
    }

    private TopologyPart<?> ranks(Duration timeout) {
        return new TopologyPart<>(
                RANKS,
                Topic.RANK_STEPS,
                new ByteArrayDeserializer(),
                Topic.writtenBy(Component.RANK_TOPOLOGY),
                context -> new RankTask(timeout, counts, context));
    }

    private static TopologyPart<?> collectives(Duration timeout) {
        return new TopologyPart<>(
                COLLECTIVES,
                Topic.COLLECTIVES,
                new ByteArrayDeserializer(),
                Topic.writtenBy(Component.COLLECTIVE_TOPOLOGY),
                context -> new CollectiveTask(timeout, context));
    }
}
