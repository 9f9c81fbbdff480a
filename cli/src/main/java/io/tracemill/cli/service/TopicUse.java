package io.tracemill.cli.service;

import io.tracemill.schemas.Topic;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * Which topics a service reads and writes. One that is missing, otherwise than it must be, or closed to the service ends it at its
 * start and not in the middle of its work.
 */
public record TopicUse(Set<Topic> reads, Set<Topic> writes) {

    /** Asks which traces are finished, and publishes the others. */
    public static final TopicUse INGEST =
            new TopicUse(Set.of(Topic.TRACES), Set.of(Topic.TRACE_EVENTS, Topic.DEAD_LETTERS));

    /** Reads its own rank steps back. */
    public static final TopicUse STREAM = new TopicUse(
            Set.of(Topic.TRACE_EVENTS, Topic.RANK_STEPS),
            Set.of(
                    Topic.SPANS,
                    Topic.OPERATOR_STATS,
                    Topic.KERNEL_STATS,
                    Topic.DEVICE_STATS,
                    Topic.BOTTLENECKS,
                    Topic.TRACES,
                    Topic.RANK_STEPS,
                    Topic.RANK_SPREAD,
                    Topic.DEAD_LETTERS));

    /** Reads what has a dataset. */
    public static final TopicUse ARCHIVE = new TopicUse(
            Datasets.ALL.stream().map(Dataset::topic).collect(Collectors.toSet()), Set.of(Topic.DEAD_LETTERS));

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
