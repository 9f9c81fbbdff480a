package io.tracemill.cli.service;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceStates;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which traces are finished, as the topic of traces says at the moment of the question. What is no trace there is left out:
 * the archive, which reads the same topic, makes a dead letter of it.
 */
public final class FinishedTraces implements Predicate<String>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedTraces.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, TraceInfo> consumer;
    private final Set<String> finished = new HashSet<>();

    /** Reads the topic when it is first asked. */
    public FinishedTraces(Topics topics, Map<String, Object> client) {
        consumer = TopicConsumer.of(topics, Topic.TRACES, TraceInfo.class, client);
    }

    @Override
    public boolean test(String traceId) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, TraceInfo> row :
                    TopicConsumer.poll(consumer, POLL, refused -> LOG.debug("{}", refused))) {
                note(row);
            }
        }
        return finished.contains(traceId);
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
