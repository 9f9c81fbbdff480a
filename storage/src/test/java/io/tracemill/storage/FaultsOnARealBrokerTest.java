package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.publish.FileWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the archive when something around it fails: it reports the failure and ends, and the next one goes on
 * without a loss.
 */
@Timeout(120)
class FaultsOnARealBrokerTest {

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;

    private final RandomRecords random = new RandomRecords(1);
    private Topics topics;
    private TopicPartition spans;
    private Path out;

    @BeforeAll
    static void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    }

    @AfterAll
    static void endBroker() {
        kafka.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        String name = test.getDisplayName().replace("()", "");
        topics = new Topics(name + ".", 1, (short) 1);
        spans = new TopicPartition(topics.name(Topic.SPANS), 0);
        out = Files.createDirectory(directory.resolve(name));
        try (Admin admin = admin()) {
            topics.create(admin);
        }
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static Admin admin() {
        return Admin.create(client());
    }

    /** Sends batches with the numbers in {@code [from, to)}. */
    private void send(int from, int to) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, SpanBatch> producer =
                new KafkaProducer<>(client(), new StringSerializer(), AvroSerde.of(SpanBatch.class))) {
            for (int number = from; number < to; number++) {
                SpanBatch batch = random.next(SpanBatch.class, "r", "2026-03-01");
                while (batch.getSpans().isEmpty()) {
                    batch = random.next(SpanBatch.class, "r", "2026-03-01");
                }
                batch.setSequence(number);
                producer.send(new ProducerRecord<>(spans.topic(), "key", batch)).get();
            }
        }
    }

    private ArchiveConfig config() {
        return ArchiveConfig.defaults(out, topics, kafka.clusterId());
    }

    private void archiveUntil(long end) {
        try (ArchiveJob job = new ArchiveJob(config(), client())) {
            archive(job, Map.of(spans, end));
        }
    }

    private static void archive(ArchiveJob job, Map<TopicPartition, Long> ends) {
        job.stopAt(ends);
        job.run();
    }

    @Test
    void recordsThatWereDeletedBeforeTheyWereReadAreNamed() throws Exception {
        send(0, 3);
        archiveUntil(3);
        send(3, 6);
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(spans, RecordsToDelete.beforeOffset(5)))
                    .all()
                    .get();
        }

        assertThat(catchThrowable(() -> archiveUntil(6)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(spans + ": records 3 to 4 were deleted before they were archived; the log begins at 5; "
                        + "to continue without them, set the offsets of group " + topics.prefix()
                        + "archive to the earliest");
        assertThat(sequences()).containsExactly("0", "1", "2");
    }

    private void makeAnew() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(spans.topic())).all().get();
            while (admin.listTopics().names().get().contains(spans.topic())) {
                Thread.onSpinWait();
            }
            topics.create(admin);
        }
    }

    @Test
    void aTopicThatIsMadeAnewBetweenTwoJobsIsArchivedFromItsBeginning() throws Exception {
        send(0, 5);
        archiveUntil(5);
        makeAnew();
        send(10, 13);

        archiveUntil(3);

        assertThat(sequences()).containsExactly("0", "1", "2", "3", "4", "10", "11", "12");
    }

    @Test
    void aTopicThatIsMadeAnewUnderAJobIsArchivedFromItsBeginningOrEndsIt() throws Exception {
        Map<String, Object> alert = new HashMap<>(client());
        alert.put("metadata.max.age.ms", 500);
        send(0, 5);
        try (ArchiveJob job = new ArchiveJob(config().withRollIdle(Duration.ofMillis(100)), alert)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(() -> failure.set(catchThrowable(job::run)));
            thread.start();
            awaitSequences(5, thread);
            makeAnew();
            send(10, 13);
            awaitSequences(8, thread);
            if (failure.get() != null) {
                assertThat(failure.get())
                        .hasMessage(spans + ": offset 5 is past the end of the log, which was truncated, or deleted and"
                                + " created again; in the latter case the next start archives it from its beginning");
                archiveUntil(3);
            }
        }

        assertThat(sequences()).containsExactly("0", "1", "2", "3", "4", "10", "11", "12");
    }

    private void awaitSequences(int count, Thread job) throws Exception {
        while (job.isAlive()
                && (FileWalk.files(out.resolve("spans"), name -> name.endsWith(".parquet"))
                                .isEmpty()
                        || sequences().size() < count)) {
            job.join(200);
        }
    }

    private List<String> sequences() throws Exception {
        return DuckDb.query("select distinct sequence from '" + out + "/spans/**/*.parquet' order by sequence");
    }

    @Test
    void aFullDiskEndsTheJobAndTheNextOneLosesNothing() throws Exception {
        mount("size=16k");
        try {
            send(0, 60);

            assertThat(catchThrowable(() -> archiveUntil(60)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageMatching(out + "/\\w+/run=r/date=2026-03-01: No space left on device");
            remount("size=16m");
            archiveUntil(60);

            assertWhole(60);
        } finally {
            run("umount", "-l", out.toString());
        }
    }

    @Test
    void aReadOnlyDirectoryEndsTheJobAndTheNextOneLosesNothing() throws Exception {
        mount("size=16m");
        try {
            send(0, 3);
            archiveUntil(3);
            send(3, 6);
            remount("ro");

            assertThat(catchThrowable(() -> archiveUntil(6)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageMatching(out + ": cannot be written: .*: Read-only file system");
            remount("rw");
            archiveUntil(6);

            assertWhole(6);
        } finally {
            run("umount", "-l", out.toString());
        }
    }

    private void assertWhole(int batches) throws Exception {
        Path undisturbed = Files.createDirectory(directory.resolve(out.getFileName() + "-undisturbed"));
        Map<String, Object> otherGroup = new HashMap<>(client());
        otherGroup.put("group.id", "undisturbed");
        try (ArchiveJob job =
                new ArchiveJob(ArchiveConfig.defaults(undisturbed, topics, kafka.clusterId()), otherGroup)) {
            archive(job, Map.of(spans, (long) batches));
        }
        assertThat(checksum(out)).isEqualTo(checksum(undisturbed));
        assertThat(sequences()).hasSize(batches);
        assertThat(FileWalk.files(out, name -> !name.endsWith(".parquet"))).isEmpty();
    }

    private static List<String> checksum(Path archive) throws Exception {
        return DuckDb.query("select count(*), sum(hash(t)) from '" + archive + "/spans/**/*.parquet' t");
    }

    private void mount(String options) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", out.toString()) == 0,
                "only root may mount a small file system");
    }

    private void remount(String options) throws Exception {
        assertThat(run("mount", "-o", "remount," + options, out.toString())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
