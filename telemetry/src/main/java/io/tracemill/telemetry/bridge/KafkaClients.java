package io.tracemill.telemetry.bridge;

import io.tracemill.schemas.ProducerSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clients of each job. The transactional id is that of the process: a new job aborts what the last one left
 * open. What a killed process left open, the broker aborts after {@code transaction.timeout.ms}; until then its
 * partitions wait, because an offset of an open transaction is not yet known.
 */
public final class KafkaClients implements Supplier<BridgeClients> {

    /** A poll takes what came in half a second, unless it is more, so that a batch holds more than one message. */
    private static final Map<String, Object> CONSUMER = Map.of(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            256 << 10,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            16 << 20);

    private static final Map<String, Object> PRODUCER = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd",
            ProducerConfig.LINGER_MS_CONFIG,
            100,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            15_000);

    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;
    private final boolean oneCluster;

    /**
     * Clients of a consumer group.
     *
     * @param target properties of clients of the cluster that is written to
     * @param source properties of clients of the cluster that has the topics; null if it is the same
     */
    public KafkaClients(String group, Map<String, Object> target, @Nullable Map<String, Object> source) {
        this.oneCluster = source == null;
        this.consumer = consumer(group, source == null ? target : source);
        this.producer = ProducerSettings.idempotent(PRODUCER, target);
        producer.keySet().retainAll(ProducerConfig.configNames());
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + UUID.randomUUID());
    }

    private static Map<String, Object> consumer(String group, Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(CONSUMER);
        settings.putAll(client);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    @Override
    public BridgeClients get() {
        Consumer<byte[], byte[]> reading = new KafkaConsumer<>(consumer);
        try {
            return new BridgeClients(reading, new KafkaProducer<>(producer), oneCluster);
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }
}
