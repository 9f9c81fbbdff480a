package io.tracemill.cli.analyze;

import io.tracemill.cli.Failure;
import io.tracemill.cli.report.Units;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.EmbeddedArchive;
import io.tracemill.streams.PassConfig;
import io.tracemill.streams.TopologyConfig;
import io.tracemill.streams.TopologyJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, topology and archive of one {@code analyze}, running. What it archived stays only if {@link #finish} returned;
 * otherwise closing removes it.
 */
final class LocalPipeline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EmbeddedKafka kafka;
    private final Topics topics;
    private final EmbeddedArchive archive;
    private final TopologyJob topology;
    private final ArchiveThread archiving;

    private LocalPipeline(
            EmbeddedKafka kafka,
            Topics topics,
            EmbeddedArchive archive,
            TopologyJob topology,
            ArchiveThread archiving) {
        this.kafka = kafka;
        this.topics = topics;
        this.archive = archive;
        this.topology = topology;
        this.archiving = archiving;
    }

    /** Starts all of it below a temporary directory; ready to be published to when this returns. */
    static LocalPipeline start(Path temp, Path out, PassConfig pass) throws IOException, InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(temp.resolve("broker"));
        kafka.onFailure(Thread.currentThread()::interrupt);
        try {
            return start(kafka, temp, out, pass);
        } catch (InterruptedException e) {
            checkAlive(kafka);
            throw e;
        } catch (IOException | RuntimeException e) {
            kafka.halt();
            throw e;
        }
    }

    private static LocalPipeline start(EmbeddedKafka kafka, Path temp, Path out, PassConfig pass)
            throws IOException, InterruptedException {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
        try (Admin admin = Admin.create(LocalClient.settings(kafka))) {
            topics.create(admin);
        }
        EmbeddedArchive archive = EmbeddedArchive.open(out, kafka.clusterId());
        TopologyJob topology = new TopologyJob(
                TopologyConfig.defaults(topics).withPass(pass), LocalClient.streams(kafka, temp.resolve("streams")));
        topology.start();
        ArchiveThread archiving = ArchiveThread.start(
                new ArchiveJob(ArchiveConfig.defaults(out, topics, kafka.clusterId()), LocalClient.settings(kafka)));
        return new LocalPipeline(kafka, topics, archive, topology, archiving);
    }

    /** Asks to be told when the broker fails; {@link #checkAlive} then says so. */
    void onBrokerFailure(Runnable told) {
        kafka.onFailure(told);
    }

    TracePublisher publisher() {
        return new KafkaPublisher(topics, LocalClient.settings(kafka));
    }

    /**
     * Waits until these traces are final, and all their rows are in the archive to stay.
     *
     * @param done is told now and then how many traces are final
     * @return what became of each
     */
    Collection<TraceInfo> finish(Set<String> traceIds, IntConsumer done) throws IOException, InterruptedException {
        Collection<TraceInfo> traces;
        try (FinalTraces states = new FinalTraces(topics, LocalClient.settings(kafka))) {
            traces = states.await(traceIds, this::checkAlive, done);
        }
        try (Admin admin = Admin.create(LocalClient.settings(kafka))) {
            archiving.finish(EndOffsets.of(topics, admin), this::checkAlive);
        }
        archive.complete();
        return traces;
    }

    /** What stopped by itself will not go on: better to say so than to wait for it. */
    void checkAlive() throws IOException {
        checkAlive(kafka);
        if (topology.failure().isPresent()) {
            Throwable cause = topology.failure().get();
            throw new Failure("the analysis stopped: " + cause.getMessage(), cause);
        }
        archiving.checkAlive();
    }

    private static void checkAlive(EmbeddedKafka kafka) throws Failure {
        if (kafka.failed()) {
            Path directory = kafka.directory();
            throw new Failure(directory + ": disk full or failing: the embedded broker cannot write here and stopped; "
                    + Units.bytes(directory.toFile().getUsableSpace())
                    + " are free (--temp-dir names another directory)");
        }
    }

    /**
     * Settles what stays of the archive: all of it once it was finished, else nothing. An archive job that does not end
     * in time may still write, so its marker stays, and the next run removes its files. Nobody hears of failures after it.
     */
    void closeArchive() throws IOException {
        kafka.onFailure(() -> {});
        if (archiving.stop(PATIENCE)) {
            archive.close();
        }
    }

    /** Ends all threads within seconds. Nobody is told to finish its work: what is not in the archive is not wanted. */
    @Override
    public void close() {
        Background.run("close-topology", topology::close, PATIENCE);
        kafka.halt();
        kafka.close();
    }
}
