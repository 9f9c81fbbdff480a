package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.PublishedFiles;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveJobTest {

    private static final TopicPartition TRACES = new TopicPartition("tracemill.traces", 0);

    @TempDir
    Path out;

    private final AtomicInteger timeouts = new AtomicInteger();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (timeouts.getAndDecrement() > 0) {
                throw new TimeoutException("no answer");
            }
            super.commitSync(offsets);
        }
    };
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private final RandomRecords random = new RandomRecords(3);

    @BeforeEach
    void assignTraces() {
        for (Topic topic : Topic.values()) {
            consumer.updatePartitions(topics.name(topic), List.of());
        }
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(TRACES, 0L)));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(TRACES)));
    }

    @Test
    void onlyFinalStatesAreArchivedAndWhatCannotBeDecodedIsADeadLetter() throws IOException {
        TraceInfo complete = trace(TraceState.COMPLETE);
        records(
                encoded(trace(TraceState.RUNNING)),
                encoded(complete),
                "garbage".getBytes(StandardCharsets.UTF_8),
                encoded(trace(TraceState.STALLED)));
        ArchiveJob job = job(out);
        job.stopAt(Map.of(TRACES, 4L));

        job.run();

        assertThat(job.totals()).isEqualTo(new ArchiveTotals(4, 1, 2, 1, 1));
        ArchiveStatus status = job.status().orElseThrow();
        assertThat(status.assigned()).isTrue();
        assertThat(status.topics())
                .extractingByKey(TRACES.topic())
                .extracting("archived", "unfinished", "rejected")
                .isEqualTo(List.of(1L, 2L, 1L));
        assertThat(status.rejected()).isEqualTo(Map.of(RejectReason.UNDECODABLE, 1L));
        assertThat(status.partitions())
                .extractingByKey(TRACES)
                .extracting("position")
                .isEqualTo(4L);
        assertThat(status.published().taken()).isEqualTo(1);
        assertThat(status.published().published()).containsEntry("traces", new PublishedFiles(1, 1, bytesOfFiles()));
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).getMessage()).startsWith("tracemill.traces-0: offset 2: not a TraceInfo: ");
        assertThat(Archive.open(out).traces()).containsExactly(complete);
        assertThat(Archive.open(out).finishedTraceIds()).containsExactly(complete.getTraceId());
    }

    @Test
    void recordsThatWereDeletedStopTheJobWhichNamesThem() {
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(new HashMap<>(Map.of(TRACES, 9L)));
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(TRACES, 5L)));
        });

        assertThatThrownBy(job(out)::run)
                .isInstanceOf(ArchiveException.class)
                .hasMessage(
                        "tracemill.traces-0: records 5 to 8 were deleted before they were archived; "
                                + "the log begins at 9; to continue without them, set the offsets of group dummy.group.id to the earliest");
    }

    @Test
    void aDirectoryThatCannotBeWrittenStopsTheJobWhichNamesIt() throws IOException {
        records(encoded(trace(TraceState.BROKEN)));
        Path file = Files.createFile(out.resolve("file"));

        assertThatThrownBy(job(file)::run)
                .isInstanceOf(ArchiveException.class)
                .hasMessage(file + ": cannot be written: java.nio.file.FileAlreadyExistsException: " + file);
    }

    @Test
    void whatWasDiscardedIsNeverCommitted() throws IOException {
        Publisher publisher = publisher();
        OwnedPartitions partitions =
                new OwnedPartitions(consumer, publisher, new ListedLetters(letters), TopicLogIds.ofCluster("cluster"));
        consumer.subscribe(Set.of(TRACES.topic()), partitions);
        records(encoded(trace(TraceState.COMPLETE)));
        RecordArchiver archiver = new RecordArchiver(topics, Datasets.ALL, publisher, new ListedLetters(letters));
        for (int i = 0; i < 3; i++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                archiver.archive(record, 0);
            }
        }
        assertThat(consumer.position(TRACES)).isEqualTo(1);

        publisher.close();
        partitions.onPartitionsRevoked(List.of(TRACES));

        assertThat(consumer.committed(Set.of(TRACES)).get(TRACES)).isNull();
        assertThat(Archive.open(out).traces()).isEmpty();
    }

    @Test
    void closingPublishesAndCommitsWhatIsOpen() throws InterruptedException, IOException {
        records(encoded(trace(TraceState.INCOMPLETE)));
        ArchiveJob job = job(out);
        Thread thread = new Thread(job);
        thread.start();
        while (job.totals().records() < 1) {
            Thread.onSpinWait();
        }

        job.close();
        thread.join();

        assertThat(Archive.open(out).traces()).hasSize(1);
        assertThat(new ArchiveTree(out).files(Datasets.TRACES, Set.of())).hasSize(1);
    }

    @Test
    void aCommitThatTimesOutIsTriedAgain() throws IOException {
        records(encoded(trace(TraceState.COMPLETE)));
        timeouts.set(3);
        ArchiveJob job = job(out);
        job.stopAt(Map.of(TRACES, 1L));

        job.run();

        assertThat(timeouts.get()).isNegative();
        assertThat(Archive.open(out).traces()).hasSize(1);
    }

    @Test
    void aJobThatIsClosedBeforeItRunsDoesNothing() {
        ArchiveJob job = job(out);

        job.close();
        job.close();
        job.run();

        assertThat(consumer.closed()).isTrue();
        assertThat(job.totals().records()).isZero();
    }

    @Test
    void aJobRunsOnce() {
        ArchiveJob job = job(out);
        job.stopAt(Map.of());
        job.run();

        assertThatThrownBy(job::run).isInstanceOf(IllegalStateException.class).hasMessage("an archive job runs once");
    }

    @Test
    void closingWhileItStartsEndsItInGoodOrder() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            MockConsumer<byte[], byte[]> fresh = new MockConsumer<>("none");
            ArchiveJob job = new ArchiveJob(
                    ArchiveConfig.defaults(out, topics, "cluster"),
                    fresh,
                    new ListedLetters(letters),
                    TopicLogIds.ofCluster("cluster"));
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(job);
            thread.setUncaughtExceptionHandler((ignored, cause) -> failure.set(cause));
            thread.start();

            job.close();
            thread.join();

            assertThat(failure.get()).isNull();
            assertThat(fresh.closed()).isTrue();
        }
    }

    private long bytesOfFiles() throws IOException {
        long bytes = 0;
        for (Path file : new ArchiveTree(out).files(Datasets.TRACES, Set.of())) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private ArchiveJob job(Path directory) {
        return new ArchiveJob(
                ArchiveConfig.defaults(directory, topics, "cluster"),
                consumer,
                new ListedLetters(letters),
                TopicLogIds.ofCluster("cluster"));
    }

    private Publisher publisher() {
        return new Publisher(
                new ArchivePlace(out, "cluster", "writer"),
                new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24));
    }

    private void records(byte[]... values) {
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < values.length; offset++) {
                consumer.addRecord(new ConsumerRecord<>(TRACES.topic(), 0, offset, new byte[0], values[offset]));
            }
        });
    }

    private TraceInfo trace(TraceState state) {
        TraceInfo trace = random.next(TraceInfo.class, "r", "2026-03-01");
        trace.setState(state);
        return trace;
    }

    private static byte[] encoded(TraceInfo trace) {
        return AvroSerde.of(TraceInfo.class).encode(trace);
    }
}
