package io.tracemill.cli.analyze;

import io.tracemill.cli.service.RecordSelection;
import io.tracemill.cli.service.TopicReader;
import io.tracemill.cli.telemetry.KafkaReadings;
import io.tracemill.cli.telemetry.ReadingDestination;
import io.tracemill.cli.terminal.DataOutput;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.EmbeddedArchive;
import io.tracemill.streams.TopologyJob;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Broker, topology and archive of one {@code analyze}. What it archived stays only if {@link #finish} returned;
 * otherwise {@link #closeArchive} removes it.
 */
final class LocalPipeline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private final EmbeddedKafka kafka;
    private final EmbeddedArchive archive;
    private final Supplier<LocalJobs> jobs;
    private final AnalyzedFiles files;
    private volatile @Nullable Running running;

    /** What runs once the broker does. */
    private record Running(TopologyJob topology, @Nullable TopologyJob fleet, ArchiveThread archiving) {

        static Running start(LocalJobs jobs) {
            jobs.topology().start();
            if (jobs.fleet() != null) {
                jobs.fleet().start();
            }
            return new Running(jobs.topology(), jobs.fleet(), ArchiveThread.start(jobs.archive()));
        }

        /** The topologies that run. */
        List<TopologyJob> topologies() {
            return fleet == null ? List.of(topology) : List.of(topology, fleet);
        }
    }

    private LocalPipeline(
            EmbeddedKafka kafka, EmbeddedArchive archive, Path state, AnalyzeRequest request, AnalyzedFiles files) {
        this.kafka = kafka;
        this.archive = archive;
        this.jobs = () -> LocalJobs.of(kafka, topics, state, request, files);
        this.files = files;
    }

    /** A pipeline below a directory, that is not started yet. What dead ones left in the archive is removed. */
    static LocalPipeline prepare(Path temp, AnalyzeRequest request, AnalyzedFiles files) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.prepareProtected(temp.resolve("broker"));
        EmbeddedArchive archive = EmbeddedArchive.open(request.out(), kafka.clusterId());
        return new LocalPipeline(kafka, archive, temp.resolve("streams"), request, files);
    }

    /**
     * Starts all of it; ready to be published to when this returns. What works on the broker is built while it starts.
     */
    void start() throws IOException, InterruptedException {
        CompletableFuture<LocalJobs> built =
                CompletableFuture.supplyAsync(jobs, work -> DaemonThreads.start("build-jobs", work));
        kafka.onFailure(Thread.currentThread()::interrupt);
        try {
            kafka.start();
            createTopics();
            running = Running.start(reaching(built.join()));
        } catch (InterruptedException e) {
            checkBroker();
            throw e;
        } catch (IOException | RuntimeException e) {
            DaemonThreads.start("close-jobs", () -> built.join().close());
            kafka.halt();
            throw e;
        }
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(EmbeddedKafka.coordinatorTopics());
            topics.create(admin);
        }
    }

    /** These jobs, or others if the broker had to move to another port. */
    private LocalJobs reaching(LocalJobs built) {
        if (built.bootstrapServers().equals(kafka.bootstrapServers())) {
            return built;
        }
        built.close();
        return jobs.get();
    }

    /** Asks to be told when the broker fails; {@link #checkAlive} then says so. */
    void onBrokerFailure(Runnable told) {
        kafka.onFailure(told);
    }

    TracePublisher publisher() {
        return new KafkaPublisher(topics, settings());
    }

    /** Where readings go; on closing, nothing is waited for. */
    ReadingDestination readings() {
        return new KafkaReadings(new KafkaBatchPublisher(topics, settings()), this::publisher);
    }

    /**
     * Waits until these traces are final.
     *
     * @param done is told now and then how many traces are final
     * @return what became of each
     */
    Collection<TraceInfo> await(Set<String> traceIds, IntConsumer done) throws IOException {
        try (TraceCompletions states = new TraceCompletions(topics, settings())) {
            return states.await(traceIds, this::checkAlive, done);
        }
    }

    /**
     * Waits until the ranks among these final traces are compared, and all rows are in the archive to stay.
     *
     * @param earlier ranks that were analysed before and are to be compared with them
     * @return what is missing from the archive, in one line; empty if nothing is
     */
    Optional<String> finish(Collection<TraceInfo> traces, EarlierRanks earlier)
            throws IOException, InterruptedException {
        try (Admin admin = Admin.create(settings())) {
            if (files.compareRanks()) {
                RunEndMarkers.send(topics, settings(), earlier, traces)
                        .awaitTaken(running().topology().group(), admin, this::checkAlive);
            }
            @Nullable TopologyJob fleet = running().fleet();
            if (fleet != null) {
                new FleetEndMarkers(topics, settings()).awaitTaken(traces, fleet.group(), admin, this::checkAlive);
            }
            running().archiving().finish(EndOffsets.of(topics, admin), this::checkAlive);
        }
        archive.complete();
        long rejected = running().archiving().rejected();
        return rejected == 0
                ? Optional.empty()
                : Optional.of("records that could not be archived: " + rejected + "; the first: "
                        + running().archiving().firstRejection());
    }

    /** Writes the dead letters of all stages to a file, a JSON object a line: their topic goes with the broker. */
    void writeDeadLetters(Path file) throws IOException {
        try (OutputStream lines = Files.newOutputStream(file);
                TopicReader reader = new TopicReader(topics, Topic.DEAD_LETTERS, settings(), true)) {
            DataOutput out = new DataOutput(lines, file.toString());
            while (!reader.isAtEnd()) {
                checkAlive();
                reader.print(RecordSelection.ALL, Long.MAX_VALUE, out, line -> {
                    throw new IllegalStateException(line); // nobody else writes to this broker
                });
            }
            out.flush();
        }
    }

    /** What stopped by itself will not go on: better to say so than to wait for it. */
    void checkAlive() throws IOException {
        checkBroker();
        Running running = running();
        for (TopologyJob topology : running.topologies()) {
            if (topology.failure().isPresent()) {
                Throwable cause = topology.failure().get();
                throw new Failure("the analysis stopped: " + cause.getMessage(), cause);
            }
        }
        running.archiving().checkAlive();
    }

    private void checkBroker() throws Failure {
        if (kafka.failed()) {
            Path directory = kafka.directory();
            throw new Failure(directory + ": disk full or failing: the embedded broker cannot write here and stopped; "
                    + Figures.bytes(directory.toFile().getUsableSpace())
                    + " are free (--temp-dir sets another directory)");
        }
    }

    /**
     * Settles what stays of the archive: all of it once it was finished, else nothing. An archive job that does not end
     * in time may still write, so its marker stays, and the next run removes its files. Nobody hears of failures after
     * it.
     */
    void closeArchive() throws IOException {
        kafka.onFailure(() -> {});
        Running running = this.running;
        if (running == null || running.archiving().stop(PATIENCE)) {
            archive.close();
        }
    }

    /** Ends all threads within seconds. Nobody is told to finish its work: what is not in the archive is not wanted. */
    @Override
    public void close() {
        Running running = this.running;
        if (running != null) {
            running.topologies().forEach(topology -> DaemonThreads.run("close-topology", topology::close, PATIENCE));
        }
        kafka.halt();
        kafka.close();
    }

    private Running running() {
        return Objects.requireNonNull(running, "not started");
    }

    private Map<String, Object> settings() {
        return LocalClientSettings.settings(kafka);
    }
}
