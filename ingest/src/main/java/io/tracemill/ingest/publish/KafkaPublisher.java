package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.ProducerSettings;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Publisher to Kafka: idempotent, acknowledged by all replicas, compressed. At most {@value #IN_FLIGHT} records are in
 * flight; beyond that, publishing blocks. A record that could not be written fails the next call and {@link #flush}.
 */
public final class KafkaPublisher implements TracePublisher {

    private static final int IN_FLIGHT = 64;
    private static final long BUFFER_BYTES = 32L << 20;

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 20,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            BUFFER_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            120_000);

    private final Topics topics;
    private final Producer<byte[], byte[]> producer;
    private final AvroSerde<DeadLetter> letters = AvroSerde.of(DeadLetter.class);
    private final Semaphore permits = new Semaphore(IN_FLIGHT);
    private final LongAdder waitedNanos = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** A publisher to the topics of the cluster that the client properties name. */
    public KafkaPublisher(Topics topics, Map<String, Object> clientProperties) {
        this(topics, new KafkaProducer<>(ProducerSettings.idempotent(DEFAULTS, clientProperties)));
    }

    KafkaPublisher(Topics topics, Producer<byte[], byte[]> producer) {
        this.topics = topics;
        this.producer = producer;
    }

    @Override
    public void publish(EncodedBatch batch) throws IngestException, InterruptedException {
        int partition = partition(batch.run(), batch.rank(), topics.partitions());
        send(Topic.TRACE_EVENTS, partition, batch.traceId(), batch.bytes());
    }

    /** Partition of a trace; spreads the ranks of a run. Stable, because {@link String#hashCode} is specified. */
    static int partition(String run, @Nullable Integer rank, int partitions) {
        return Math.floorMod(run.hashCode() + (rank == null ? 0 : rank), partitions);
    }

    @Override
    public void reject(DeadLetter letter) throws IngestException, InterruptedException {
        send(Topic.DEAD_LETTERS, null, letter.getSource(), letters.encode(letter));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
    private void send(Topic to, @Nullable Integer partition, String key, byte[] record)
            throws IngestException, InterruptedException {
        String topic = topics.name(to);
        awaitPermit();
        boolean sent = false;
        try {
            throwFailure();
            byte[] value = topics.framing().toTopic(topic, record);
            producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value), (metadata, exception) -> {
                permits.release();
                failure.compareAndSet(null, exception);
            });
            sent = true;
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw new IngestException("cannot publish to " + topic + ": " + e.getMessage(), e);
        } finally {
            if (!sent) {
                permits.release();
            }
        }
    }

    private void awaitPermit() throws InterruptedException {
        if (!permits.tryAcquire()) {
            long begin = System.nanoTime();
            permits.acquire();
            waitedNanos.add(System.nanoTime() - begin);
        }
    }

    /** Time spent waiting for brokers to take records, in ns. */
    public long waitedNanos() {
        return waitedNanos.sum();
    }

    @Override
    public void flush() throws IngestException, InterruptedException {
        long begin = System.nanoTime();
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw interrupted(e);
        } finally {
            waitedNanos.add(System.nanoTime() - begin);
        }
        throwFailure();
    }

    private static InterruptedException interrupted(InterruptException e) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted while publishing");
        interrupted.initCause(e);
        return interrupted;
    }

    private void throwFailure() throws IngestException {
        @Nullable Exception cause = failure.get();
        if (cause != null) {
            throw new IngestException("cannot publish: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
