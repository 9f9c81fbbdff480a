package io.tracemill.storage;

import io.tracemill.schemas.RejectReason;
import io.tracemill.storage.publish.PublishStatus;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The progress of an archive job, recorded about once a second.
 *
 * @param assigned whether the consumer group has assigned partitions to the job, even if there are none for it
 * @param partitions position of the job in each of its partitions
 * @param topics what it read, by topic
 * @param rejected records sent to the dead letters, by reason
 * @param published what became of the rows
 * @param waits how long it has waited for the cluster
 */
public record ArchiveStatus(
        boolean assigned,
        Map<TopicPartition, Reading> partitions,
        Map<String, TopicRecords> topics,
        Map<RejectReason, Long> rejected,
        PublishStatus published,
        Waits waits) {

    /**
     * The position of the job in a partition.
     *
     * @param position offset of the record that is read next
     * @param lastAppendMillis when the record read last was appended, in ms since 1970; empty before the first
     */
    public record Reading(long position, OptionalLong lastAppendMillis) {}

    /** The number of records of a topic by what became of them, and the bytes of their values. */
    public record TopicRecords(long archived, long unfinished, long rejected, long bytes) {}

    /** Time spent waiting, in ns: for records, and for commits. */
    public record Waits(long inputNanos, long commitNanos) {}
}
