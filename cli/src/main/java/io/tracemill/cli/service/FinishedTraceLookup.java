package io.tracemill.cli.service;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceStates;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a trace is finished, from the topic {@code traces}. A trace that is said to be finished is so at that
 * moment; one that finished within the last second may be unknown. It knows the traces that finished last, up to a
 * number of bytes. One that is unknown or forgotten may be published again, and the topology drops it. A record that is
 * not a trace is skipped: the archive, which reads the same topic, makes it a dead letter.
 */
public final class FinishedTraceLookup implements Predicate<String>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedTraceLookup.class);
    /** Some 500,000 traces. */
    private static final long MOST_BYTES = 64 << 20;

    private static final Duration POLL = Duration.ofMillis(100);

    /** Looking costs the brokers and this process more than many a small trace. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KafkaConsumer<String, TraceInfo> consumer;
    private final RecentIds finished = new RecentIds(MOST_BYTES);
    private long lookedAt = System.nanoTime() - LOOK_NANOS;

    /** Reads the topic when it is first asked. */
    public FinishedTraceLookup(Topics topics, Map<String, Object> client) {
        consumer = TopicConsumer.of(topics, Topic.TRACES, TraceInfo.class, client);
    }

    @Override
    public boolean test(String traceId) {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_NANOS || finished.contains(traceId)) {
            look();
            lookedAt = now;
        }
        return finished.contains(traceId);
    }

    private void look() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, TraceInfo> row :
                    TopicConsumer.poll(consumer, POLL, rejected -> LOG.debug("{}", rejected))) {
                note(row);
            }
        }
    }

    private void note(ConsumerRecord<String, TraceInfo> row) {
        if (row.value() == null) {
            finished.remove(row.key());
        } else if (TraceStates.isFinal(row.value().getState())) {
            finished.add(row.key());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
