package io.tracemill.streams;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.streams.failure.FailureListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts that every topology keeps, over all threads of an app since it was made; never per event. What is done again after
 * a failure is counted again.
 */
public class TopologyCounts implements FailureListener {

    private final Map<RejectReason, Long> deadLetters = new ConcurrentHashMap<>();
    private final Map<Topic, Written> written = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> appended = new ConcurrentHashMap<>();

    /** Records sent to a topic, and their encoded bytes. */
    public record Written(long records, long bytes) {}

    /** Counts of an app that has done nothing yet. */
    public TopologyCounts() {}

    /** {@inheritDoc} Counts nothing: only a topology that counts what became of its records has to. */
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

    /** Notes that the record in the context, appended at a time in ms since 1970, has been processed. */
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

    /** For each partition that was read, when the record processed last was appended, in ms since 1970. */
    public final Map<TopicPartition, Long> lastAppendMillis() {
        return Map.copyOf(appended);
    }
}
