package io.tracemill.cli.analyze;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceStates;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Waits on the topic of traces for the states that do not change any more. */
final class FinalTraces implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, TraceInfo> consumer;

    FinalTraces(Topics topics, Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), AvroSerde.of(TraceInfo.class));
        List<TopicPartition> partitions = IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topics.name(Topic.TRACES), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
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
