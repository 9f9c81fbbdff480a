package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.ArchiveStatus;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Reads a made-up fleet into an embedded broker and an archive, and checks that the archive holds what was read. */
public final class TelemetryBench {

    private static final long POLL_MILLIS = 50;

    private final TelemetryBenchRequest request;
    private final Path parent;
    private final Consumer<String> progress;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** A job for one request, whose files are below a directory and go with it. */
    public TelemetryBench(TelemetryBenchRequest request, Path parent, Consumer<String> progress) {
        this.request = request;
        this.parent = parent;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException if something fails, or the archive is wrong; the message is one line
     */
    public TelemetryReport measure() throws IOException, InterruptedException {
        try (TempDirectory work = TempDirectory.in(parent);
                EmbeddedKafka kafka = EmbeddedKafka.start(work.path().resolve("broker"))) {
            Topics topics = new Topics(Topics.DEFAULT_PREFIX, request.partitions(), (short) 1);
            Map<String, Object> client = kafka.clientSettings();
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(EmbeddedKafka.coordinatorTopics());
                topics.create(admin);
            }
            Path out = work.path().resolve("archive");
            ArchiveConfig config =
                    ArchiveConfig.defaults(out, topics, kafka.clusterId()).withLastingTopics();
            try (KafkaBatchPublisher publisher = new KafkaBatchPublisher(topics, client);
                    ArchiveJob archive = new ArchiveJob(config, client)) {
                return measure(publisher, archive, work.path());
            }
        }
    }

    private TelemetryReport measure(KafkaBatchPublisher publisher, ArchiveJob archive, Path work)
            throws IOException, InterruptedException {
        SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);
        Tally tally = new Tally(publisher);
        TelemetryBatches batches = new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, tally);
        Feed feed = new Feed(request, resolver, batches);
        Thread archiving = start("archive", archive::run);
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch watched = new CountDownLatch(1);
        startFeed(feed, publisher, read, watched);
        long begin = System.nanoTime();
        OwnUse use = new OwnUse();
        Map<Part, Long> before = use.cpu();
        Watch watch = new Watch(tally, feed, archive, work.resolve("broker"), progress);
        List<Minute> minutes = watch.until(read);
        throwFailure();
        awaitArchived(archive, archiving, tally.batches());
        archive.close();
        archiving.join();
        throwFailure();
        long whole = System.nanoTime() - begin;
        Map<Part, Long> cpu = Minute.difference(before, use.cpu());
        watched.countDown();
        ReadingTotals totals = batches.totals();
        Path files = work.resolve("archive");
        check(totals, tally, publisher.lost(), ParquetRows.of(files));
        TelemetryReport.Bytes bytes = new TelemetryReport.Bytes(
                feed.textBytes(), encodedBytes(archive), watch.topicBytes(), ParquetRows.bytes(files));
        return new TelemetryReport(request, totals, minutes, whole, cpu, bytes);
    }

    /** Starts to make answers up and to read them. What an ended thread did cannot be seen, so both wait at their end. */
    private void startFeed(Feed feed, KafkaBatchPublisher publisher, CountDownLatch read, CountDownLatch watched) {
        start("exporters", () -> {
            feed.makeUp();
            watched.await();
        });
        start("readings", () -> {
            try {
                feed.read(System.currentTimeMillis());
                publisher.flush();
            } finally {
                read.countDown();
            }
            watched.await();
        });
    }

    private static long encodedBytes(ArchiveJob archive) {
        return archive.status().stream()
                .flatMap(status -> status.topics().entrySet().stream())
                .filter(topic -> topic.getKey().endsWith(Topic.FLEET_TELEMETRY.suffix()))
                .map(Map.Entry::getValue)
                .mapToLong(ArchiveStatus.TopicRecords::bytes)
                .sum();
    }

    /** Work of a thread. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Thread start(String name, Work work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setUncaughtExceptionHandler((ignored, cause) -> failure.compareAndSet(null, cause));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitArchived(ArchiveJob archive, Thread archiving, long batches)
            throws IOException, InterruptedException {
        while (archive.totals().records() < batches) {
            throwFailure();
            archiving.join(POLL_MILLIS);
        }
    }

    private void throwFailure() throws IOException {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new Failure("what was measured stopped: " + cause.getMessage(), cause);
        }
    }

    private void check(ReadingTotals totals, Tally tally, long lost, ParquetRows rows) throws IOException {
        require(
                "samples read",
                totals.read(),
                request.answers() * request.fleet().readingsPerAnswer());
        require("readings published", totals.published(), totals.read());
        require("readings given to the broker", tally.readings(), totals.published());
        require("readings lost", lost, 0);
        require("rows of telemetry", rows.rows(), totals.published());
        require("the sum over the rows", rows.sum(), tally.sum());
        require("nodes", rows.nodes(), request.fleet().nodes());
    }

    private static void require(String what, long is, long shouldBe) throws IOException {
        if (is != shouldBe) {
            throw new Failure("wrong answer: " + what + " should be " + shouldBe + " but are " + is);
        }
    }
}
