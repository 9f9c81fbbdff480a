package io.tracemill.cli.analyze;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that tell a topology that no more of something comes. */
final class Markers {

    private static final long CHECK_NANOS = 10_000_000;

    /** Where each partition ends that a marker was written to. */
    private final Map<TopicPartition, Long> ends;

    private Markers(Map<TopicPartition, Long> ends) {
        this.ends = ends;
    }

    /** Sends records, and waits until the broker has them. */
    static Markers send(Map<String, Object> client, Collection<ProducerRecord<byte[], byte[]>> records)
            throws IOException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (records.isEmpty()) {
            return new Markers(ends);
        }
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> end : sent) {
                RecordMetadata at = end.get();
                ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max);
            }
        } catch (ExecutionException e) {
            throw new IOException("the embedded broker rejects the end of a run: " + e.getMessage(), e);
        }
        return new Markers(ends);
    }

    /** Returns once a topology, which is this consumer group, has committed what it makes of them. */
    void awaitTaken(String group, Admin admin, LivenessCheck pipeline) throws IOException, InterruptedException {
        while (!ends.isEmpty() && !taken(committed(group, admin))) {
            pipeline.checkAlive();
            LockSupport.parkNanos(CHECK_NANOS);
        }
    }

    private boolean taken(Map<TopicPartition, OffsetAndMetadata> committed) {
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata at = committed.get(end.getKey());
            return at != null && at.offset() >= end.getValue();
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(String group, Admin admin)
            throws IOException, InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the embedded broker does not answer: " + e.getMessage(), e);
        }
    }
}
