package io.tracemill.cli.service;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Consumers of a whole topic, without a group, that see only committed records. */
public final class TopicConsumer {

    private TopicConsumer() {}

    /** A consumer that stands at the beginning of all partitions of a topic, whose values are of this type. */
    public static <T extends SpecificRecord> KafkaConsumer<String, T> of(
            Topics topics, Topic topic, Class<T> type, Map<String, Object> client) {
        Deserializer<T> values = topics.framing().deserializer(AvroSerde.of(type));
        return of(topics, Set.of(topic), values, client);
    }

    /** A consumer that stands at the beginning of all partitions of some topics. */
    public static KafkaConsumer<String, SpecificRecord> of(Topics topics, Set<Topic> all, Map<String, Object> client) {
        Map<String, Deserializer<? extends SpecificRecord>> byName = all.stream()
                .collect(Collectors.toMap(
                        topics::name, topic -> topics.framing().deserializer(AvroSerde.of(topic.type()))));
        return of(
                topics,
                all,
                (name, record) -> Objects.requireNonNull(byName.get(name)).deserialize(name, record),
                client);
    }

    private static <T> KafkaConsumer<String, T> of(
            Topics topics, Set<Topic> all, Deserializer<T> values, Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        KafkaConsumer<String, T> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values);
        consumer.assign(all.stream()
                .flatMap(topic -> IntStream.range(0, topics.partitions())
                        .mapToObj(partition -> new TopicPartition(topics.name(topic), partition)))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    /**
     * Waits for records; one that is no value of its topic is left out, and said. What is no fault of the record is
     * thrown.
     */
    public static <T> Iterable<ConsumerRecord<String, T>> poll(
            KafkaConsumer<String, T> consumer, Duration atMost, Consumer<String> rejected) {
        try {
            return consumer.poll(atMost);
        } catch (RecordDeserializationException e) {
            if (e.getCause() instanceof RetriableException) {
                throw e;
            }
            consumer.seek(e.topicPartition(), e.offset() + 1);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            rejected.accept(e.topicPartition() + ": offset " + e.offset() + ": skipped: " + cause.getMessage());
            return List.of();
        }
    }
}
