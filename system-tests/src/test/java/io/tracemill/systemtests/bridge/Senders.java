package io.tracemill.systemtests.bridge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The senders of messages to topics of their own, and how far a group has read them. */
final class Senders implements AutoCloseable {

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;

    Senders(String bootstrap, int partitions, Collection<String> topics) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrap);
        Map<String, Object> sending = new HashMap<>(client);
        sending.put("max.request.size", 4 << 20);
        this.admin = Admin.create(client);
        this.partitions = partitions;
        this.producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
        admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic, partitions, (short) 1))
                        .toList())
                .all()
                .get();
    }

    /** Sends a message to a partition of a topic, and says where it went. */
    RecordMetadata send(String topic, int number, byte @Nullable [] message)
            throws ExecutionException, InterruptedException {
        return producer.send(new ProducerRecord<>(topic, number % partitions, null, message))
                .get();
    }

    /** Sends without waiting. */
    @SuppressWarnings("FutureReturnValueIgnored") // flush waits for it
    void sendLater(String topic, int number, byte @Nullable [] message) {
        producer.send(new ProducerRecord<>(topic, number % partitions, null, message));
    }

    void flush() {
        producer.flush();
    }

    /** Whether a group has committed all that is in some topics. */
    boolean areCarried(String group, Collection<String> topics) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return admin
                    .listOffsets(topics.stream()
                            .flatMap(topic -> partitions(topic).stream())
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .allMatch(end -> offset(committed.get(end.getKey()))
                            == end.getValue().offset());
        } catch (ExecutionException e) {
            return false; // the group is not known yet, or a transaction is open
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
