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

/** Waits on the topic of traces for the states that do not change any more. */
final class FinalTraces implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, TraceInfo> consumer;

    FinalTraces(Topics topics, Map<String, Object> client) {
        this.consumer = TopicConsumer.of(topics, Topic.TRACES, TraceInfo.class, client);
    }

    Collection<TraceInfo> await(Set<String> traceIds, Watch watch, IntConsumer done) throws IOException {
        Map<String, TraceInfo> found = new HashMap<>();
        while (found.size() < traceIds.size()) {
            watch.checkAlive();
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
