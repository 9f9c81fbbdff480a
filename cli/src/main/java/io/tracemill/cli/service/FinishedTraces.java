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

/** Which traces are finished, as the topic of traces says at the moment of the question. */
public final class FinishedTraces implements Predicate<String>, AutoCloseable {

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
            for (ConsumerRecord<String, TraceInfo> row : consumer.poll(POLL)) {
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
