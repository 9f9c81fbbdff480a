package io.tracemill.storage;

import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.publish.WriterLock;
import io.tracemill.storage.rows.Dataset;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The job that writes the topics to an archive. It is a member of a consumer group that any number of jobs may share.
 * {@link #run} works until {@link #close} or, after {@link #stopAt}, until all is published. It may be called once, and
 * does nothing after {@link #close}.
 */
public final class ArchiveJob implements AutoCloseable, Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * Most records of a poll. A batch of spans is a quarter MiB, so they take 16 MiB. A poll goes through all
     * partitions of all topics, which takes as long as a dozen rows of statistics.
     */
    private static final int MOST_RECORDS = 64;

    private final Consumer<byte[], byte[]> consumer;
    private final DeadLetterSink deadLetters;
    private final List<Dataset<?, ?>> datasets;
    private final ArchivePlace place;
    private final Publisher publisher;
    private final RecordArchiver archiver;
    private final OwnedPartitions partitions;
    private final AtomicReference<@Nullable Map<TopicPartition, Long>> endOffsets = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
    private final Map<TopicPartition, Long> appended = new HashMap<>();
    private long inputWait;
    private volatile boolean stopping;
    private volatile @Nullable ArchiveStatus status;
    private volatile @Nullable String firstRejection;
    private volatile ArchiveTotals totals = new ArchiveTotals(0, 0, 0, 0, 0);

    /**
     * A job of the consumer group {@code <prefix>archive}, or of the group that the properties name. Archives in
     * different directories need different groups.
     *
     * @param clientProperties properties of any Kafka client, with the bootstrap servers
     */
    public ArchiveJob(ArchiveConfig config, Map<String, Object> clientProperties) {
        this(
                config,
                new KafkaConsumer<>(consumerProperties(config, clientProperties)),
                new KafkaDeadLetterSink(config.topics(), clientProperties),
                config.topicsLast()
                        ? TopicLogIds.ofCluster(config.clusterId())
                        : TopicLogIds.ofTopics(config.clusterId(), clientProperties));
    }

    ArchiveJob(ArchiveConfig config, Consumer<byte[], byte[]> consumer, DeadLetterSink deadLetters, TopicLogIds logs) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.datasets = config.datasets();
        this.place = new ArchivePlace(
                config.out(), config.clusterId(), UUID.randomUUID().toString());
        this.publisher = new Publisher(place, limits(config));
        this.archiver = new RecordArchiver(config.topics(), config.datasets(), publisher, deadLetters);
        this.partitions = new OwnedPartitions(consumer, publisher, deadLetters, logs);
    }

    /** The state of the job. The thread that moves it on from {@link #NEW} has the clients to itself. */
    private enum Phase {
        NEW,
        RUN,
        CLOSED
    }

    /** Reads, archives and commits. If it ends without an error, it first publishes what is open. */
    @Override
    public void run() {
        if (!phase.compareAndSet(Phase.NEW, Phase.RUN)) {
            if (phase.get() == Phase.RUN) {
                throw new IllegalStateException("an archive job runs once");
            }
            return;
        }
        try (consumer;
                deadLetters;
                WriterLock writer = WriterLock.begin(place);
                publisher) {
            consumer.subscribe(archiver.topics(), partitions);
            while (!isDone()) {
                step();
            }
            publisher.close();
            writer.ended();
        } catch (IOException e) {
            throw new ArchiveException(e);
        } catch (KafkaException e) {
            throw e.getCause() instanceof ArchiveException cause ? cause : e;
        } finally {
            ended.countDown();
        }
    }

    private void step() throws IOException {
        long now = System.nanoTime();
        ConsumerRecords<byte[], byte[]> records = poll();
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                archiver.archive(record, now);
                appended.put(partition, record.timestamp());
            }
        }
        publisher.rollDue(now);
        partitions.rewindOvertaken();
        if (partitions.commit(now)) {
            status = takeStatus(now);
        }
        totals = archiver.totals();
        firstRejection = archiver.firstRejection();
    }

    private ArchiveStatus takeStatus(long nowNanos) {
        Map<TopicPartition, ArchiveStatus.Reading> reading = new HashMap<>();
        partitions.positions().forEach((partition, position) -> {
            Long last = appended.get(partition);
            OptionalLong append = last == null ? OptionalLong.empty() : OptionalLong.of(last);
            reading.put(partition, new ArchiveStatus.Reading(position, append));
        });
        return new ArchiveStatus(
                partitions.assigned(),
                reading,
                archiver.byTopic(),
                archiver.rejected(),
                publisher.status(nowNanos),
                new ArchiveStatus.Waits(inputWait, partitions.commitWait()));
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        long begin = System.nanoTime();
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            throw new ArchiveException(partitions.lost(e.offsetOutOfRangePartitions()), e);
        } finally {
            inputWait += System.nanoTime() - begin;
        }
    }

    private boolean isDone() throws IOException {
        Map<TopicPartition, Long> ends = endOffsets.get();
        if (!stopping && (ends == null || !partitions.reached(ends))) {
            return false;
        }
        boolean published = partitions.publishAll();
        status = takeStatus(System.nanoTime());
        totals = archiver.totals();
        firstRejection = archiver.firstRejection();
        return published || stopping;
    }

    /**
     * Makes {@link #run} return once every row before these offsets is published and committed.
     *
     * @param ends for each partition of the topics, the offset after its last record
     */
    public void stopAt(Map<TopicPartition, Long> ends) {
        endOffsets.set(Map.copyOf(ends));
    }

    /** The datasets that the job writes, from the topics that feed them. */
    public List<Dataset<?, ?>> datasets() {
        return datasets;
    }

    /** The status of the job as of the last second or so; empty before the first. */
    public Optional<ArchiveStatus> status() {
        return Optional.ofNullable(status);
    }

    /** The message of the first record that could not be archived; empty as long as all could. */
    public Optional<String> firstRejection() {
        return Optional.ofNullable(firstRejection);
    }

    /** The totals of the job so far. */
    public ArchiveTotals totals() {
        return totals;
    }

    /** Asks {@link #run} to end, without waiting for it. */
    public void stop() {
        stopping = true;
    }

    /** Ends {@link #run}, and waits until it has published what was open. */
    @Override
    public void close() {
        stop();
        if (phase.compareAndSet(Phase.NEW, Phase.CLOSED)) {
            consumer.close();
            deadLetters.close();
            ended.countDown();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RollLimits limits(ArchiveConfig config) {
        return new RollLimits(
                config.rollRows(), config.rollBytes(), config.rollIdle(), config.openFiles(), config.memoryBytes());
    }

    private static Map<String, Object> consumerProperties(ArchiveConfig config, Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.keySet().retainAll(ConsumerConfig.configNames());
        properties.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, config.topics().prefix() + "archive");
        properties.putIfAbsent(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }
}
