package io.tracemill.telemetry.bridge;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Learns from the committed offsets of partitions that are assigned where they begin, and the shapes of topics. */
final class BridgedPartitions implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;
    private final TopicReaders readers;
    private final BridgeCounts counts;

    BridgedPartitions(Consumer<byte[], byte[]> consumer, TopicReaders readers, BridgeCounts counts) {
        this.consumer = consumer;
        this.readers = readers;
        this.counts = counts;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        partitions.forEach(partition -> begins.put(partition, 0L));
        consumer.committed(asked(partitions)).forEach((partition, offset) -> {
            if (offset != null) {
                readers.recall(partition.topic(), offset);
                begins.replace(partition, offset.offset());
            }
        });
        counts.assigned(begins);
    }

    /** With those that are assigned, all others of topics whose shape is not known: another instance may know it. */
    private Set<TopicPartition> asked(Collection<TopicPartition> partitions) {
        Set<TopicPartition> asked = new HashSet<>(partitions);
        partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .filter(topic -> !readers.knows(topic))
                .forEach(topic -> consumer.partitionsFor(topic)
                        .forEach(info -> asked.add(new TopicPartition(topic, info.partition()))));
        return asked;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        counts.revoked(partitions);
    }
}
