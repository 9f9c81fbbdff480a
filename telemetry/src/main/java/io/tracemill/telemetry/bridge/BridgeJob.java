package io.tracemill.telemetry.bridge;

import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.series.TargetSeries;
import io.tracemill.telemetry.sniff.TopicReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Carries the messages of topics into the topic of readings. What one poll took becomes one transaction: its batches,
 * one per node and source unless that is too large, the letters of messages that were refused, and the offsets. So
 * within one cluster each message counts once.
 *
 * <p>A transaction that fails ends the job: the memory of what was read holds readings that were never committed, and
 * would take them for duplicates when they come again. A new job starts from the committed offsets.
 *
 * <p>The consumer must read committed records only and never commit by itself; the producer must be transactional.
 * Whoever made them closes them. For one thread.
 */
public final class BridgeJob {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final BridgeOutput output;
    private final Supplier<TopicReader> readers;
    private final Map<String, TopicReader> readerOfTopic = new HashMap<>();
    private final TelemetryBatches batches;
    private final TargetSeries series;
    private long messages;
    private long refused;

    /**
     * A job.
     *
     * @param readers makes the reader of each topic
     */
    public BridgeJob(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            BridgeOutput output,
            SeriesResolver resolver,
            Supplier<TopicReader> readers) {
        this.consumer = consumer;
        this.producer = producer;
        this.output = output;
        this.readers = readers;
        this.series = resolver.of(Target.UNKNOWN);
        this.batches =
                new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, batch -> send(output.batch(batch)));
    }

    /**
     * Carries messages until it is told to stop.
     *
     * @throws KafkaException if a transaction failed; it was aborted
     */
    public void run(Collection<String> topics, BooleanSupplier stopping) {
        producer.initTransactions();
        consumer.subscribe(topics);
        while (!stopping.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> taken = consumer.poll(POLL);
            if (!taken.isEmpty()) {
                transaction(taken);
            }
        }
    }

    /** What became of all messages so far. */
    public BridgeTotals totals() {
        return new BridgeTotals(messages, refused, batches.totals());
    }

    private void transaction(ConsumerRecords<byte[], byte[]> taken) {
        producer.beginTransaction();
        boolean committed = false;
        try {
            taken.forEach(this::message);
            batches.flush();
            producer.sendOffsetsToTransaction(taken.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
            committed = true;
        } finally {
            if (!committed) {
                abort();
            }
        }
    }

    private void message(ConsumerRecord<byte[], byte[]> message) {
        TopicReader reader = readerOfTopic.computeIfAbsent(message.topic(), topic -> readers.get());
        long time = EpochTimes.of(message.timestamp(), TimeUnit.MILLISECONDS);
        byte[] value = message.value() == null ? new byte[0] : message.value();
        messages++;
        try {
            reader.read(value, batches.sink(series, time));
        } catch (MessageRefusedException e) {
            refused++;
            send(output.letter(message, e));
        }
    }

    /** A record that cannot be sent fails the commit. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // The broker aborts what a fenced or broken producer left open; the failure that led here is thrown.
            return;
        }
    }
}
