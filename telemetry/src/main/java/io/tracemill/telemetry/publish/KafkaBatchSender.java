package io.tracemill.telemetry.publish;

import io.tracemill.schemas.ProducerSettings;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.batch.BatchSender;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches under the name of their node: idempotent, acknowledged by all replicas. A producer that has failed for
 * good is replaced, so that a door outlives a right that was taken from it for a while. Thread-safe.
 */
public final class KafkaBatchSender implements BatchSender, AutoCloseable {

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000);

    private static final long RENEW_NANOS = 1_000_000_000L;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final BatchRecords records;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private volatile Producer<byte[], byte[]> producer;
    private volatile @Nullable Producer<byte[], byte[]> broken;
    private long renewed = System.nanoTime();
    private boolean isClosed;

    /** A sender to the topic of the cluster that the client properties name. */
    public KafkaBatchSender(Topics topics, Map<String, Object> clientProperties) {
        this(topics, () -> new KafkaProducer<>(ProducerSettings.idempotent(DEFAULTS, clientProperties)));
    }

    KafkaBatchSender(Topics topics, Supplier<Producer<byte[], byte[]>> producers) {
        this.records = new BatchRecords(topics);
        this.producers = producers;
        this.producer = producers.get();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
    public CompletableFuture<Void> send(TelemetryBatch batch) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record = records.of(batch);
        Producer<byte[], byte[]> to = producer();
        try {
            to.send(record, (metadata, exception) -> ended(sent, to, exception));
        } catch (KafkaException | IllegalStateException e) { // the latter once it is replaced
            ended(sent, to, e);
        }
        return sent;
    }

    private void ended(CompletableFuture<Void> sent, Producer<byte[], byte[]> by, @Nullable Exception exception) {
        if (exception == null) {
            sent.complete(null);
            return;
        }
        if (!(exception instanceof RetriableException) && by == producer) {
            broken = by;
        }
        sent.completeExceptionally(exception);
    }

    /**
     * The producer, and a new one where it has failed. The old one is closed without the lock: its close waits for its
     * thread, which calls back for all that is under way.
     */
    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> now = producer;
        if (now != broken) {
            return now;
        }
        synchronized (this) {
            boolean isDue = producer == now && !isClosed && System.nanoTime() - renewed > RENEW_NANOS;
            if (!isDue) {
                return producer;
            }
            producer = producers.get();
            renewed = System.nanoTime();
        }
        now.close(Duration.ZERO);
        return producer;
    }

    /** Ends; nobody was told that what is not acknowledged yet is safe. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        producer.close(PATIENCE);
    }
}
