package io.tracemill.storage;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Framing;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveStatus.TopicRecords;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Derivation;
import io.tracemill.storage.rows.DerivedDataset;
import io.tracemill.storage.rows.RowReader;
import io.tracemill.storage.rows.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The step that decodes records and passes their rows to the publisher. A record that is not of its topic's type
 * becomes a dead letter.
 */
final class RecordArchiver {

    private static final int FIRST_BYTES = 256;

    private final Map<String, Source<?, ?>> sources = new HashMap<>();
    private final Framing framing;
    private final Publisher publisher;
    private final DeadLetterSink deadLetters;
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);

    RecordArchiver(Topics topics, Publisher publisher, DeadLetterSink deadLetters) {
        this.framing = topics.framing();
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        for (Dataset<?, ?> dataset : Datasets.ALL) {
            sources.put(topics.name(dataset.topic()), Source.of(dataset));
        }
    }

    /** The full names of the topics whose records are archived. */
    Set<String> topics() {
        return Set.copyOf(sources.keySet());
    }

    /** Archives one record. */
    void archive(ConsumerRecord<byte[], byte[]> record, long nowNanos) throws IOException {
        Source<?, ?> source = sources.get(record.topic());
        if (source == null) {
            throw new IllegalArgumentException(record.topic() + " is no topic of the archive");
        }
        archive(source, record, nowNanos);
    }

    private <A extends SpecificRecord, R> void archive(
            Source<A, R> source, ConsumerRecord<byte[], byte[]> record, long nowNanos) throws IOException {
        byte[] bytes = record.value();
        TopicCounts counts = source.counts();
        if (bytes == null) {
            counts.unfinished();
            return;
        }
        counts.read(bytes.length);
        Optional<Rows<A, R>> rows;
        try {
            rows = source.reader().read(framing.fromTopic(record.topic(), bytes));
        } catch (SerializationException | IllegalArgumentException e) {
            RejectReason reason =
                    e instanceof SerializationException ? RejectReason.UNDECODABLE : RejectReason.MALFORMED;
            counts.rejected();
            rejected.merge(reason, 1L, Long::sum);
            deadLetters.send(letter(record, bytes, reason, e));
            return;
        }
        if (rows.isEmpty()) {
            counts.unfinished();
            return;
        }
        counts.archived();
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        publisher.add(partition, source.dataset(), rows.get(), record.offset(), nowNanos);
        for (Derived<A, R, ?> derived : source.derived()) {
            derived.add(publisher, partition, rows.get(), record.offset(), nowNanos);
        }
    }

    private static DeadLetter letter(
            ConsumerRecord<byte[], byte[]> record, byte[] bytes, RejectReason reason, RuntimeException e) {
        return DeadLetter.newBuilder()
                .setSource(record.topic())
                .setStage(reason.stage())
                .setReason(reason.label())
                .setMessage(record.topic() + "-" + record.partition() + ": offset " + record.offset() + ": "
                        + e.getMessage())
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setFirstBytes(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, FIRST_BYTES)))
                .build();
    }

    /** The totals so far. Throws if records or rows were lost on the way. */
    ArchiveTotals totals() {
        long archived = 0;
        long unfinished = 0;
        long rejectedRecords = 0;
        for (Source<?, ?> source : sources.values()) {
            TopicRecords topic = source.counts().records();
            archived += topic.archived();
            unfinished += topic.unfinished();
            rejectedRecords += topic.rejected();
        }
        return new ArchiveTotals(
                archived + unfinished + rejectedRecords,
                archived,
                unfinished,
                rejectedRecords,
                publisher.publishedRows());
    }

    /** The records that were read, by topic. */
    Map<String, TopicRecords> byTopic() {
        return sources.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, source -> source.getValue().counts().records()));
    }

    /** The number of records sent to the dead letters, by reason. */
    Map<RejectReason, Long> rejected() {
        return Map.copyOf(rejected);
    }

    /** A topic's dataset, and the datasets that are derived from the same rows. */
    private record Source<A extends SpecificRecord, R>(
            Dataset<A, R> dataset, RowReader<A, R> reader, List<Derived<A, R, ?>> derived, TopicCounts counts) {

        static <A extends SpecificRecord, R> Source<A, R> of(Dataset<A, R> dataset) {
            List<Derived<A, R, ?>> derived = new ArrayList<>();
            for (DerivedDataset<A, R, ?> from : Datasets.derivedFrom(dataset)) {
                derived.add(Derived.of(from));
            }
            return new Source<>(dataset, dataset.reader().get(), derived, new TopicCounts());
        }
    }

    private record Derived<A extends SpecificRecord, R, D>(
            DerivedDataset<A, R, D> dataset, Derivation<A, R, D> derivation) {

        static <A extends SpecificRecord, R, D> Derived<A, R, D> of(DerivedDataset<A, R, D> dataset) {
            return new Derived<>(dataset, dataset.derivation().get());
        }

        void add(Publisher publisher, TopicPartition partition, Rows<A, R> rows, long offset, long nowNanos)
                throws IOException {
            publisher.add(partition, dataset, derivation.rows(rows), offset, nowNanos);
        }
    }
}
