package io.tracemill.streams;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.diagnose.KnowledgeBase;
import io.tracemill.streams.fleet.JoinedQuantities;
import io.tracemill.streams.rules.RuleSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Topology that joins the readings of nodes with the traces that were recorded on them, and tells why a run is slow.
 * Its first part reads the log of each node, its second one what is known of each run.
 */
public final class FleetTopology implements TopologyDefinition {

    /** Name of the part that joins readings and traces of each node, and of its store. */
    static final String NODES = "node-join";

    /** Name of the part that diagnoses each run, and of its store. */
    static final String RUNS = "run-diagnosis";

    private final Topics topics;
    private final KnowledgeBase knowledge;
    private final RuleSet rules;
    private final FleetCounts counts = new FleetCounts();

    /** Creates the topology with the causes and the rules of the program. */
    public FleetTopology(Topics topics) {
        this(topics, KnowledgeBase.own(), RuleSet.own());
    }

    /** Creates the topology with these causes and rules. */
    public FleetTopology(Topics topics, KnowledgeBase knowledge, RuleSet rules) {
        this.topics = topics;
        this.rules = rules;
        this.knowledge = knowledge;
    }

    @Override
    public String name() {
        return "fleet-topology";
    }

    @Override
    public Topics topics() {
        return topics;
    }

    @Override
    public FleetCounts counts() {
        return counts;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                64,
                StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                256 << 10);
    }

    @Override
    public Topology build() {
        Topology topology = new Topology();
        CommitPace pace = new CommitPace();
        nodes().addTo(topology, topics, counts, pace);
        runs().addTo(topology, topics, counts, pace);
        return topology;
    }

    private TopologyPart<?> nodes() {
        Set<String> asked = new TreeSet<>(knowledge.quantities());
        asked.addAll(rules.quantities());
        JoinedQuantities joined = new JoinedQuantities(asked);
        return new TopologyPart<>(
                NODES,
                Topic.FLEET_TELEMETRY,
                new ByteArrayDeserializer(),
                Topic.writtenBy(Component.NODE_TOPOLOGY),
                context -> new NodeTask(joined, rules, counts, context));
    }

    private TopologyPart<?> runs() {
        return new TopologyPart<>(
                RUNS,
                Topic.RUN_FACTS,
                new ByteArrayDeserializer(),
                Topic.writtenBy(Component.RUN_TOPOLOGY),
                context -> new DiagnosisTask(knowledge, counts, context));
    }
}
