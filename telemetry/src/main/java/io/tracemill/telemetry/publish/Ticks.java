package io.tracemill.telemetry.publish;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.ProducerSettings;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs of life of a service that publishes readings: every ten seconds a record to each partition. They move the time
 * of the log on, so that whoever reads it waits no longer than it must. A tick that the brokers do not take is left
 * out.
 */
public final class Ticks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticks.class);
    private static final long EVERY_SECONDS = 10;
    private static final Map<String, Object> DEFAULTS =
            Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000, ProducerConfig.LINGER_MS_CONFIG, 0);

    private final String topic;
    private final byte[] record;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ticks");
        thread.setDaemon(true);
        return thread;
    });

    private Ticks(Topics topics, Producer<byte[], byte[]> producer, String door) {
        this.topic = topics.name(Topic.FLEET_TELEMETRY);
        this.record = topics.framing()
                .toTopic(topic, AvroSerde.of(TelemetryBatch.class).encode(NodeLog.tick(door)));
        this.producer = producer;
    }

    /**
     * Ticks for the cluster that the client properties name.
     *
     * @param door name of the service and of what tells it from others of its kind, such as {@code scrape n1}
     */
    public Ticks(Topics topics, Map<String, Object> clientProperties, String door) {
        this(topics, new KafkaProducer<>(ProducerSettings.idempotent(DEFAULTS, clientProperties)), door);
    }

    /** Begins; returns at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the timer
    public void start() {
        timer.scheduleWithFixedDelay(this::send, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the next tick comes in any case
    private void send() {
        try {
            for (PartitionInfo partition : producer.partitionsFor(topic)) {
                byte[] key = NodeLog.NO_NODE.getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, partition.partition(), key, record));
            }
        } catch (KafkaException e) {
            LOG.debug("no tick could be sent", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ofMillis(500));
    }
}
