package io.tracemill.telemetry.publish;

import io.tracemill.schemas.ProducerSettings;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.batch.BatchPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes batches under the name of their node: idempotent, acknowledged by all replicas. Readings that the brokers
 * did not take within the time of delivery are counted as lost, so that a service outlives an outage. Any other failure
 * is thrown by the next call.
 */
public final class KafkaBatchPublisher implements BatchPublisher, AutoCloseable {

    private static final Map<String, Object> DEFAULTS =
            Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd", ProducerConfig.LINGER_MS_CONFIG, 100);

    private final BatchRecords records;
    private final Producer<byte[], byte[]> producer;
    private final LongAdder lost = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** A publisher to the topic of the cluster that the client properties name. */
    public KafkaBatchPublisher(Topics topics, Map<String, Object> clientProperties) {
        this(topics, new KafkaProducer<>(ProducerSettings.idempotent(DEFAULTS, clientProperties)));
    }

    KafkaBatchPublisher(Topics topics, Producer<byte[], byte[]> producer) {
        this.records = new BatchRecords(topics);
        this.producer = producer;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
    public void publish(TelemetryBatch batch) {
        throwFailure();
        ProducerRecord<byte[], byte[]> record = records.of(batch);
        int readings = batch.getSamples().size();
        long begin = System.nanoTime();
        try {
            producer.send(record, (metadata, exception) -> ended(exception, readings));
        } catch (RetriableException e) {
            lost.add(readings);
        } finally {
            waitedNanos.add(System.nanoTime() - begin);
        }
    }

    private void ended(@Nullable Exception exception, int readings) {
        if (exception != null) {
            lost.add(readings);
            if (!(exception instanceof RetriableException)) {
                failure.compareAndSet(null, exception);
            }
        }
    }

    private void throwFailure() {
        @Nullable Exception cause = failure.get();
        if (cause != null) {
            throw new KafkaException("cannot publish: " + cause.getMessage(), cause);
        }
    }

    /** Readings that were given to the brokers and not taken by them. */
    public long lost() {
        return lost.sum();
    }

    /** Time in which brokers took no records, in ns. */
    public long waitedNanos() {
        return waitedNanos.sum();
    }

    /** Waits until the brokers have answered for all batches. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
