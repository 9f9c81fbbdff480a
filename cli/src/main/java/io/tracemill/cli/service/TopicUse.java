package io.tracemill.cli.service;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a service reads and writes, as {@link Topic} declares them. One that is missing, has other settings
 * or is closed to the service ends it at its start and not in the middle of its work.
 */
public record TopicUse(Set<Topic> reads, Set<Topic> writes) {

    /** Asks which traces are finished, and publishes the others. */
    public static final TopicUse INGEST = of(Component.INGEST);

    /** Does the same for traces that are pushed, and publishes readings. */
    public static final TopicUse RECEIVE = of(Component.RECEIVE);

    /** Runs the topology of traces, with the comparisons of their ranks. */
    public static final TopicUse STREAM_TRACES =
            of(Component.TRACE_TOPOLOGY, Component.RANK_TOPOLOGY, Component.COLLECTIVE_TOPOLOGY);

    /** Runs the topology of the fleet. */
    public static final TopicUse STREAM_FLEET = of(Component.NODE_TOPOLOGY, Component.RUN_TOPOLOGY);

    /** Runs all topologies. */
    public static final TopicUse STREAM = of(
            Component.TRACE_TOPOLOGY,
            Component.RANK_TOPOLOGY,
            Component.COLLECTIVE_TOPOLOGY,
            Component.NODE_TOPOLOGY,
            Component.RUN_TOPOLOGY);

    /** Reads what has a dataset. */
    public static final TopicUse ARCHIVE = of(Component.ARCHIVE);

    /** Publishes the readings of exporters. */
    public static final TopicUse SCRAPE = of(Component.SCRAPE);

    /** Publishes the readings of other senders' topics. */
    public static final TopicUse BRIDGE = of(Component.BRIDGE);

    /** Reads which alerts fire. */
    public static final TopicUse NOTIFY = of(Component.NOTIFY);

    /** Reads what is known of the fleet, to show it. */
    public static final TopicUse SERVE = of(Component.SERVE);

    /** The topics of a service that runs these components. */
    private static TopicUse of(Component... components) {
        Set<Topic> reads = EnumSet.noneOf(Topic.class);
        Set<Topic> writes = EnumSet.noneOf(Topic.class);
        for (Component component : components) {
            reads.addAll(Topic.readBy(component));
            writes.addAll(Topic.writtenBy(component));
        }
        return new TopicUse(reads, writes);
    }

    /** All of its topics, in their order. */
    public Set<Topic> topics() {
        Set<Topic> topics = EnumSet.copyOf(reads);
        topics.addAll(writes);
        return topics;
    }

    /** What it must be allowed to do with one of its topics: read or write it, and compare its settings. */
    Set<AclOperation> rights(Topic topic) {
        Set<AclOperation> rights = EnumSet.of(AclOperation.DESCRIBE_CONFIGS);
        if (reads.contains(topic)) {
            rights.add(AclOperation.READ);
        }
        if (writes.contains(topic)) {
            rights.add(AclOperation.WRITE);
        }
        return rights;
    }

    /** The first of these rights that was not granted; null stands for a cluster that does not say. */
    Optional<AclOperation> missing(Topic topic, @Nullable Set<AclOperation> granted) {
        return granted == null
                ? Optional.empty()
                : rights(topic).stream()
                        .filter(right -> !granted.contains(right))
                        .findFirst();
    }
}
