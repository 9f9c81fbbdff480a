package io.tracemill.schemas;

import static io.tracemill.schemas.Component.ARCHIVE;
import static io.tracemill.schemas.Component.BRIDGE;
import static io.tracemill.schemas.Component.COLLECTIVE_TOPOLOGY;
import static io.tracemill.schemas.Component.INGEST;
import static io.tracemill.schemas.Component.NODE_TOPOLOGY;
import static io.tracemill.schemas.Component.NOTIFY;
import static io.tracemill.schemas.Component.RANK_TOPOLOGY;
import static io.tracemill.schemas.Component.RECEIVE;
import static io.tracemill.schemas.Component.RUN_TOPOLOGY;
import static io.tracemill.schemas.Component.SCRAPE;
import static io.tracemill.schemas.Component.SERVE;
import static io.tracemill.schemas.Component.TRACE_TOPOLOGY;
import static io.tracemill.schemas.TopicDeclaration.topic;
import static io.tracemill.schemas.TopicDeclaration.traceRows;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.NullMarked;

/**
 * The catalogue of streams: each topic of Tracemill with its record type, its key, who writes and reads it, and the
 * dataset it feeds. Everything else that depends on a topic is derived from here. Rows of a trace come before the
 * trace, which is written last.
 */
@NullMarked
public enum Topic {
    /** Batches of events. */
    TRACE_EVENTS(topic("trace-events", TraceEventBatch.class)
            .writtenBy(INGEST, RECEIVE)
            .readBy(TRACE_TOPOLOGY)),
    /** Batches of spans: events with their owners and launches. */
    SPANS(traceRows("spans", SpanBatch.class)),
    /** A row per operator of a finished trace. */
    OPERATOR_STATS(traceRows("operator-stats", OperatorStats.class)),
    /** A row per kernel and device of a finished trace. */
    KERNEL_STATS(traceRows("kernel-stats", KernelStats.class)),
    /** A row per device and step of a finished trace. */
    DEVICE_STATS(traceRows("device-stats", DeviceStats.class)),
    /** A row per device and stream of a finished trace. */
    QUEUE_STATS(traceRows("queue-stats", QueueStats.class)),
    /** A row per phase of a finished trace, for each device, the host and each step. */
    PHASE_STATS(traceRows("phase-stats", PhaseStats.class)),
    /** A row per module of a finished trace, as it is called within others, for each device and the host. */
    MODULE_STATS(traceRows("module-stats", ModuleStats.class)),
    /** A row per kind of layer of a finished trace, for each device. */
    LAYER_STATS(traceRows("layer-stats", LayerStats.class)),
    /** A row per operator of a finished trace, for each shape of its inputs and each device. */
    SHAPE_STATS(traceRows("shape-stats", ShapeStats.class)),
    /** A row per device of a finished trace, and one for each of its steps: what its memory was. */
    MEMORY_STATS(traceRows("memory-stats", MemoryStats.class)),
    /** A row per device, operator, module and phase of a finished trace: what they hold of the memory. */
    MEMORY_HOLDERS(traceRows("memory-holders", MemoryHolders.class)),
    /** A row per device and direction of copies of a finished trace. */
    COPY_STATS(traceRows("copy-stats", CopyStats.class)),
    /** A row per part of the idle time of a device, for a finished trace and each of its steps. */
    IDLE_STATS(traceRows("idle-stats", IdleStats.class)),
    /** The bottleneck of each device: the topic that other services subscribe to. */
    BOTTLENECKS(traceRows("bottlenecks", Bottleneck.class)
            .keyedBy(KeyRule.RUN_DEVICE)
            .keptForDays(7)),
    /** The part of each finished trace of a known rank in the comparison of its run's ranks. */
    RANK_STEPS(topic("rank-steps", RankSteps.class)
            .keyedBy(KeyRule.RUN)
            .writtenBy(TRACE_TOPOLOGY)
            .readBy(RANK_TOPOLOGY, SERVE)),
    /** The differences between the ranks of a run, in each step and on the whole. */
    RANK_SPREAD(topic("rank-spread", RankSpread.class)
            .keyedBy(KeyRule.RUN)
            .keptForDays(7)
            .writtenBy(RANK_TOPOLOGY)
            .feeds("rank_spread")),
    /** What makes a run slower than it need be: slow ranks, hosts, links and stages. */
    SLOW_RANKS(topic("slow-ranks", SlowRankFinding.class)
            .keyedBy(KeyRule.RUN)
            .keptForDays(7)
            .writtenBy(RANK_TOPOLOGY)
            .feeds("slow_ranks")),
    /** The collectives of each finished trace of a known rank, for their comparison over the ranks of its run. */
    COLLECTIVES(topic("collectives", Collectives.class)
            .keyedBy(KeyRule.RUN)
            .writtenBy(TRACE_TOPOLOGY)
            .readBy(COLLECTIVE_TOPOLOGY)),
    /** The collectives of a run by group, kind and size: bandwidth, waiting, and who came last. */
    COLLECTIVE_STATS(topic("collective-stats", CollectiveStats.class)
            .keyedBy(KeyRule.RUN)
            .keptForDays(7)
            .writtenBy(COLLECTIVE_TOPOLOGY)
            .feeds("collective_stats")),
    /** Which run and rank each device worked for: of each source, the trace that came last. */
    PLACEMENTS(traceRows("placements", Placement.class)
            .keyedBy(KeyRule.PLACEMENT)
            .compacted()
            .keptForDays(7)
            .readBy(SERVE)),
    /** The log of each node: batches of readings of it and its devices, and when its traces ran. */
    FLEET_TELEMETRY(topic("fleet-telemetry", TelemetryBatch.class)
            .keyedBy(KeyRule.NODE)
            .keptForDays(7)
            .writtenBy(INGEST, RECEIVE, SCRAPE, BRIDGE, TRACE_TOPOLOGY)
            .readBy(NODE_TOPOLOGY)
            .feeds("telemetry")),
    /** The latest state of each trace. */
    TRACES(traceRows("traces", TraceInfo.class).compacted().keptForDays(7).readBy(INGEST, RECEIVE, SERVE)),
    /** What devices and nodes did while traces and their steps ran: a row per quantity. */
    TRACE_TELEMETRY(topic("trace-telemetry", TraceTelemetry.class)
            .keptForDays(7)
            .writtenBy(NODE_TOPOLOGY)
            .readBy(SERVE)
            .feeds("trace_telemetry")),
    /** What devices and nodes did in each minute: a row per quantity. */
    DEVICE_HEALTH(topic("device-health", DeviceHealth.class)
            .keyedBy(KeyRule.NODE)
            .writtenBy(NODE_TOPOLOGY)
            .readBy(SERVE)
            .feeds("device_health")),
    /** The latest state of each alert. */
    ALERTS(topic("alerts", Alert.class)
            .keyedBy(KeyRule.ALERT)
            .compacted()
            .keptForDays(7)
            .writtenBy(NODE_TOPOLOGY)
            .readBy(NOTIFY, SERVE)
            .feeds("alerts")),
    /** What is known of each run: the telemetry of each of its traces, and how its ranks compare. */
    RUN_FACTS(topic("run-facts", RunFacts.class)
            .keyedBy(KeyRule.RUN)
            .recordsWithoutKeyGoToEachPartition()
            .writtenBy(NODE_TOPOLOGY, RANK_TOPOLOGY)
            .readBy(RUN_TOPOLOGY, NOTIFY, SERVE)),
    /** Why runs are slow: the causes of each finding, the likeliest first. */
    DIAGNOSES(topic("diagnoses", Diagnosis.class)
            .keyedBy(KeyRule.RUN)
            .keptForDays(7)
            .writtenBy(RUN_TOPOLOGY)
            .readBy(SERVE)
            .feeds("diagnoses")),
    /** Events and records that were rejected, each with its reason. */
    DEAD_LETTERS(topic("dead-letters", DeadLetter.class)
            .keyedBy(KeyRule.SOURCE)
            .keptForDays(7)
            .writtenBy(INGEST, RECEIVE, BRIDGE, TRACE_TOPOLOGY, RANK_TOPOLOGY, COLLECTIVE_TOPOLOGY)
            .writtenBy(NODE_TOPOLOGY, RUN_TOPOLOGY, ARCHIVE));

    /** Largest record a broker accepts, in bytes; batches aim far below it. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    /** Largest value, in bytes, that a broker is sure to accept together with its key and what surrounds it. */
    public static final int MAX_VALUE_BYTES = MAX_MESSAGE_BYTES - (16 << 10);

    private static final Map<Class<?>, Topic> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Topic::type, Function.identity()));

    private final String suffix;
    private final Class<? extends SpecificRecord> type;
    private final KeyRule key;
    private final Duration retention;
    private final boolean compacted;
    private final boolean copiesWithoutKey;

    @SuppressWarnings("ImmutableEnumChecker") // cannot be modified
    private final Set<Component> writers;

    @SuppressWarnings("ImmutableEnumChecker") // cannot be modified
    private final Set<Component> readers;

    private final Optional<String> dataset;

    Topic(TopicDeclaration declared) {
        this.suffix = declared.suffix;
        this.type = declared.type;
        this.key = declared.key;
        this.retention = declared.retention;
        this.compacted = declared.compacted;
        this.copiesWithoutKey = declared.copiesWithoutKey;
        this.writers = Collections.unmodifiableSet(declared.writers);
        this.readers = Collections.unmodifiableSet(declared.readers);
        this.dataset = Optional.ofNullable(declared.dataset);
    }

    /**
     * The topic of the records of a type.
     *
     * @throws IllegalArgumentException if no topic holds such records
     */
    public static Topic of(Class<? extends SpecificRecord> type) {
        Topic topic = BY_TYPE.get(type);
        if (topic == null) {
            throw new IllegalArgumentException("no topic holds records of type " + type.getName());
        }
        return topic;
    }

    /** The topics that a component writes, in the order of the catalogue. */
    public static Set<Topic> writtenBy(Component component) {
        return where(topic -> topic.writers.contains(component));
    }

    /** The topics that a component reads, in the order of the catalogue. */
    public static Set<Topic> readBy(Component component) {
        return where(topic -> topic.readers.contains(component));
    }

    /** Datasets that follow from traces and telemetry; the others follow from traces alone, or from telemetry alone. */
    public static Set<String> datasetsOfFleet() {
        return where(topic -> topic.writers.contains(NODE_TOPOLOGY) || topic.writers.contains(RUN_TOPOLOGY)).stream()
                .flatMap(topic -> topic.dataset().stream())
                .collect(Collectors.toSet());
    }

    private static Set<Topic> where(Predicate<Topic> condition) {
        return Arrays.stream(values())
                .filter(condition)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
    }

    /** Name without the prefix, such as {@code trace-events}. */
    public String suffix() {
        return suffix;
    }

    /** Type of the topic's values. */
    public Class<? extends SpecificRecord> type() {
        return type;
    }

    /** The rule for the key of its records. */
    public KeyRule key() {
        return key;
    }

    /** Whether a record with an empty key goes to each partition. */
    public boolean copiesRecordsWithoutKey() {
        return copiesWithoutKey;
    }

    /** Who writes it; empty where only programs other than Tracemill do. */
    public Set<Component> writers() {
        return writers;
    }

    /** Who reads it. */
    public Set<Component> readers() {
        return readers;
    }

    /** Name of the dataset that its records go to, such as {@code operator_stats}; empty for none. */
    public Optional<String> dataset() {
        return dataset;
    }

    /** The schema of the topic's values, whole and without what only Java needs: what a subscriber reads them with. */
    public Schema schema() {
        String ofJava = SpecificData.get().getSchema(type).toString();
        return new Schema.Parser().parse(ofJava.replace(",\"avro.java.string\":\"String\"", ""));
    }

    /** The time that a record is kept; in a compacted topic, the time that a tombstone is kept. */
    public Duration retention() {
        return retention;
    }

    /**
     * Settings the topic is created with and verified against. Append time rules retention: with event time, the
     * records of a month-old trace would be deleted within seconds.
     */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                compacted ? TopicConfig.DELETE_RETENTION_MS_CONFIG : TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return settings;
    }
}
