package io.tracemill.telemetry.bridge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** The counters of all jobs of a bridge, and where it is in its partitions. Thread-safe. */
public final class BridgeCounts {

    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> appendMillis = new HashMap<>();
    private BridgeTotals before = BridgeTotals.NONE;
    private BridgeTotals latest = BridgeTotals.NONE;
    private long failures;
    private boolean assigned;

    /** Nothing yet. */
    public BridgeCounts() {}

    /** A job begins, and counts anew. */
    synchronized void begin() {
        before = before.plus(latest);
        latest = BridgeTotals.NONE;
        next.clear();
        assigned = false;
    }

    synchronized void failed() {
        failures++;
        assigned = false;
    }

    synchronized void committed(BridgeTotals ofJob) {
        latest = ofJob;
    }

    synchronized void assigned(Map<TopicPartition, Long> begins) {
        next.putAll(begins);
        assigned = true;
    }

    synchronized void revoked(Collection<TopicPartition> partitions) {
        next.keySet().removeAll(partitions);
        appendMillis.keySet().removeAll(partitions);
    }

    /** What a poll took is done. Times that senders gave do not tell how long a message has waited. */
    synchronized void taken(ConsumerRecords<byte[], byte[]> taken) {
        taken.nextOffsets().forEach((partition, offset) -> next.replace(partition, offset.offset()));
        for (TopicPartition partition : taken.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = taken.records(partition);
            ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
            if (last.timestampType() == TimestampType.LOG_APPEND_TIME) {
                appendMillis.put(partition, last.timestamp());
            }
        }
    }

    /** What became of all messages so far. */
    public synchronized BridgeTotals totals() {
        return before.plus(latest);
    }

    /** Jobs that ended because a transaction failed, or because the brokers did not answer. */
    public synchronized long failures() {
        return failures;
    }

    /** Whether the group has given this instance its partitions, be it none. */
    public synchronized boolean isAssigned() {
        return assigned;
    }

    /** Offset of the next message in each partition that is assigned. */
    public synchronized Map<TopicPartition, Long> next() {
        return Map.copyOf(next);
    }

    /** When the message that was taken last was appended, in ms since 1970, where the broker says it. */
    public synchronized Map<TopicPartition, Long> lastAppendMillis() {
        return Map.copyOf(appendMillis);
    }
}
