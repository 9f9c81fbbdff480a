package io.tracemill.streams;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.streams.failure.FailureListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts that every topology keeps, summed over all threads of an app since its start. They are updated once a record
 * at most, never per event. Work that is repeated after a failure is counted again.
 */
public class TopologyCounts implements FailureListener {

    private final Map<RejectReason, Long> deadLetters = new ConcurrentHashMap<>();
    private final Map<Topic, Written> written = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> appended = new ConcurrentHashMap<>();

    /** Records sent to a topic, and their encoded bytes. */
    public record Written(long records, long bytes) {}

    /** Counts of an app that has done nothing yet. */
    public TopologyCounts() {}

    /** {@inheritDoc} Does nothing. A topology that counts the outcome of its records overrides it. */
    @Override
    public void failed(Topic topic) {}

    @Override
    public final void deadLetter(RejectReason reason, long recordBytes) {
        deadLetter(reason);
        written(Topic.DEAD_LETTERS, recordBytes);
    }

    final void deadLetter(RejectReason reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    final void written(Topic topic, long recordBytes) {
        written.merge(
                topic, new Written(1, recordBytes), (a, b) -> new Written(a.records + b.records, a.bytes + b.bytes));
    }

    /**
     * Notes that the current record of a task has been processed.
     *
     * @param appendMillis append time of the record, in ms since 1970
     */
    final void processed(ProcessorContext<?, ?> task, long appendMillis) {
        task.recordMetadata()
                .ifPresent(at -> appended.put(new TopicPartition(at.topic(), at.partition()), appendMillis));
    }

    /** Dead letters by reason. */
    public final Map<RejectReason, Long> deadLetters() {
        return Map.copyOf(deadLetters);
    }

    /** Records and bytes sent, by topic. */
    public final Map<Topic, Written> written() {
        return Map.copyOf(written);
    }

    /** Append time of the record processed last, for each partition that was read; in ms since 1970. */
    public final Map<TopicPartition, Long> lastAppendMillis() {
        return Map.copyOf(appended);
    }
}
