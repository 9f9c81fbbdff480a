package io.tracemill.telemetry.bridge;

import io.tracemill.schemas.RejectReason;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the messages of topics into the topic of readings. What one poll took becomes one transaction: its batches,
 * one per node and source unless that is too large, the letters of messages that were refused, and the offsets. So
 * within one cluster each message counts once. Where the topics are in another cluster, the offsets are committed there
 * after the transaction: a message counts at least once.
 *
 * <p>A transaction that fails ends the job: the memory of what was read holds readings that were never committed, and
 * would take them for duplicates when they come again. A new job starts from the committed offsets. Partitions that
 * come and go between transactions end nothing, because all that is remembered then is committed.
 *
 * <p>For one thread.
 */
final class BridgeJob {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeJob.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final boolean oneCluster;
    private final BridgeOutput output;
    private final TopicReaders readers;
    private final BridgeCounts counts;
    private final TelemetryBatches batches;
    private final TargetSeries series;
    private final Map<RejectReason, Long> refused = new EnumMap<>(RejectReason.class);
    private long messages;

    /** A job, which tells the counts what it has committed. */
    BridgeJob(
            BridgeClients clients,
            BridgeOutput output,
            SeriesResolver resolver,
            TopicReaders readers,
            BridgeCounts counts) {
        this.consumer = clients.consumer();
        this.producer = clients.producer();
        this.oneCluster = clients.oneCluster();
        this.output = output;
        this.readers = readers;
        this.counts = counts;
        this.series = resolver.of(Target.UNKNOWN);
        this.batches =
                new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, batch -> send(output.batch(batch)));
    }

    /**
     * Carries messages until it is told to stop.
     *
     * @throws KafkaException if a transaction failed; it was aborted
     */
    void run(Collection<String> topics, BooleanSupplier stopping) {
        producer.initTransactions();
        consumer.subscribe(topics, new BridgedPartitions(consumer, readers, counts));
        while (!stopping.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> taken = consumer.poll(POLL);
            if (!taken.isEmpty()) {
                transaction(taken);
                counts.committed(new BridgeTotals(messages, refused, batches.totals()));
            }
            counts.taken(taken);
        }
    }

    private void transaction(ConsumerRecords<byte[], byte[]> taken) {
        producer.beginTransaction();
        boolean committed = false;
        try {
            long now = EpochTimes.of(Instant.now());
            taken.forEach(message -> take(message, now));
            batches.flush();
            Map<TopicPartition, OffsetAndMetadata> next = readers.withShapes(taken.nextOffsets());
            if (oneCluster) {
                producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
            }
            producer.commitTransaction();
            committed = true;
            if (!oneCluster) {
                consumer.commitSync(next);
            }
        } finally {
            if (!committed) {
                abort();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, long nowNanos) {
        long time = EpochTimes.of(message.timestamp(), TimeUnit.MILLISECONDS);
        messages++;
        try {
            if (message.value() == null) {
                throw new MessageRefusedException(
                        MessageRefusedException.Why.MALFORMED, "a message must have a value but this one has none");
            }
            readers.of(message.topic()).read(message.value(), batches.sink(series, time, nowNanos));
        } catch (MessageRefusedException e) {
            refused.merge(TopicRecords.reason(e.why()), 1L, Long::sum);
            send(output.letter(message, e));
        }
    }

    /** A record that cannot be sent fails the commit. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    /** The broker aborts what a producer left open that is fenced, broken or without an answer. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("the transaction is left to the broker", e);
        }
    }
}
