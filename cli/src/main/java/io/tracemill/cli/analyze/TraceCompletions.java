package io.tracemill.cli.analyze;

import io.tracemill.cli.service.TopicConsumer;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceStates;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The final states of traces, awaited on the topic {@code traces}. */
final class TraceCompletions implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, TraceInfo> consumer;

    TraceCompletions(Topics topics, Map<String, Object> client) {
        this.consumer = TopicConsumer.of(topics, Topic.TRACES, TraceInfo.class, client);
    }

    Collection<TraceInfo> await(Set<String> traceIds, LivenessCheck pipeline, IntConsumer done) throws IOException {
        Map<String, TraceInfo> found = new HashMap<>();
        while (found.size() < traceIds.size()) {
            pipeline.checkAlive();
            for (ConsumerRecord<String, TraceInfo> row : consumer.poll(POLL)) {
                if (row.value() != null
                        && traceIds.contains(row.key())
                        && TraceStates.isFinal(row.value().getState())) {
                    found.put(row.key(), row.value());
                }
            }
            done.accept(found.size());
        }
        return found.values();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
