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
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The step that decodes records and passes their rows to the publisher. A record that is not of its topic's type
 * becomes a dead letter. So does one whose rows cannot be written, whatever is wrong with it: what is open of its
 * partition is then read again without it.
 */
final class RecordArchiver {

    private static final int FIRST_BYTES = 256;
    private static final int LONGEST_MESSAGE = 1000;

    private final Map<String, Source<?, ?>> sources = new HashMap<>();
    private final Framing framing;
    private final Publisher publisher;
    private final DeadLetterSink deadLetters;
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private final Set<Position> poison = new HashSet<>();
    private @Nullable String firstRejection;

    RecordArchiver(Topics topics, List<Dataset<?, ?>> datasets, Publisher publisher, DeadLetterSink deadLetters) {
        this.framing = topics.framing();
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        for (Dataset<?, ?> dataset : datasets) {
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
        Position position = new Position(new TopicPartition(record.topic(), record.partition()), record.offset());
        TopicCounts counts = source.counts();
        byte[] bytes = record.value();
        if (bytes == null || poison.contains(position)) {
            counts.unfinished();
            return;
        }
        counts.read(bytes.length);
        List<Part<A, ?>> parts;
        try {
            parts = source.parts(framing.fromTopic(record.topic(), bytes));
        } catch (RuntimeException e) {
            if (e instanceof KafkaException && !(e instanceof SerializationException)) {
                throw e; // nothing is wrong with the record: the registry does not answer
            }
            reject(source, record, e);
            return;
        }
        if (parts.isEmpty()) {
            counts.unfinished();
            return;
        }
        try {
            for (Part<A, ?> part : parts) {
                part.add(publisher, position, nowNanos);
            }
            counts.archived();
        } catch (IllegalStateException e) {
            throw e; // rows were lost
        } catch (RuntimeException e) {
            reject(source, record, e);
            poison.add(position);
            publisher.giveUp(position.partition());
        }
    }

    private void reject(Source<?, ?> source, ConsumerRecord<byte[], byte[]> record, RuntimeException e) {
        RejectReason reason = e instanceof IllegalArgumentException ? RejectReason.MALFORMED : RejectReason.UNDECODABLE;
        source.counts().rejected();
        rejected.merge(reason, 1L, Long::sum);
        DeadLetter letter = letter(record, record.value(), reason, e);
        if (firstRejection == null) {
            firstRejection = letter.getMessage();
        }
        deadLetters.send(letter);
    }

    /** The message of the first dead letter; null if there is none. */
    @Nullable
    String firstRejection() {
        return firstRejection;
    }

    private static DeadLetter letter(
            ConsumerRecord<byte[], byte[]> record, byte[] bytes, RejectReason reason, RuntimeException e) {
        return DeadLetter.newBuilder()
                .setSource(record.topic())
                .setStage(reason.stage())
                .setReason(reason.label())
                .setMessage(record.topic() + "-" + record.partition() + ": offset " + record.offset() + ": "
                        + cut(String.valueOf(e.getMessage())))
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setFirstBytes(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, FIRST_BYTES)))
                .build();
    }

    /** The beginning of a message: one that quotes a large record would not fit into a dead letter. */
    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
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

    /** The place of a record. */
    private record Position(TopicPartition partition, long offset) {}

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

        /** What a record adds to each dataset; nothing if it says nothing final. */
        List<Part<A, ?>> parts(byte[] bytes) {
            Rows<A, R> rows = reader.read(bytes).orElse(null);
            if (rows == null) {
                return List.of();
            }
            List<Part<A, ?>> parts = new ArrayList<>();
            parts.add(new Part<>(dataset, rows));
            for (Derived<A, R, ?> from : derived) {
                parts.add(from.part(rows));
            }
            return parts;
        }
    }

    private record Derived<A extends SpecificRecord, R, D>(
            DerivedDataset<A, R, D> dataset, Derivation<A, R, D> derivation) {

        static <A extends SpecificRecord, R, D> Derived<A, R, D> of(DerivedDataset<A, R, D> dataset) {
            return new Derived<>(dataset, dataset.derivation().get());
        }

        Part<A, D> part(Rows<A, R> rows) {
            return new Part<>(dataset, derivation.rows(rows));
        }
    }

    /** Rows of a record for a dataset. */
    private record Part<A extends SpecificRecord, R>(Table<A, R> table, Rows<A, R> rows) {

        void add(Publisher publisher, Position at, long nowNanos) throws IOException {
            publisher.add(at.partition(), table, rows, at.offset(), nowNanos);
        }
    }
}
