package io.tracemill.cli.bench.services;

import io.tracemill.cli.service.TopicConsumer;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.TraceStates;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The traces that are finished, as a subscriber of the topic {@code traces} sees them. */
final class Completions implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<String, TraceInfo> consumer;
    private final Set<String> finished = new HashSet<>();

    Completions(Topics topics, Map<String, Object> client) {
        consumer = TopicConsumer.of(topics, Topic.TRACES, TraceInfo.class, client);
    }

    /**
     * Waits until so many more traces are complete.
     *
     * @throws IOException if one ends in another state, or none ends for two minutes
     */
    void await(int more) throws IOException {
        int wanted = finished.size() + more;
        long last = System.nanoTime();
        while (finished.size() < wanted) {
            int before = finished.size();
            for (ConsumerRecord<String, TraceInfo> row : consumer.poll(POLL)) {
                note(row.value());
            }
            if (finished.size() > before) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
                throw new Failure(finished.size() + " of " + wanted + " traces are finished, and none for two minutes");
            }
        }
    }

    private void note(TraceInfo trace) throws Failure {
        if (TraceStates.isFinal(trace.getState())) {
            if (trace.getState() != TraceState.COMPLETE) {
                throw new Failure("trace " + trace.getTraceId() + " is " + trace.getState() + ": " + trace.getReason());
            }
            finished.add(trace.getTraceId());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
