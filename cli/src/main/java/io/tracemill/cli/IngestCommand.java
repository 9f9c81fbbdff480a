package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.FinishedTraceLookup;
import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.service.IngestRun;
import io.tracemill.cli.service.IngestStatus;
import io.tracemill.cli.service.IngestedFiles;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.service.WatchedFiles;
import io.tracemill.cli.telemetry.KafkaReadings;
import io.tracemill.cli.telemetry.ReadingDestination;
import io.tracemill.cli.telemetry.TelemetryFiles;
import io.tracemill.cli.telemetry.TelemetryIngest;
import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.TraceFiles;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes traces to a cluster. */
@Command(
        name = "ingest",
        header = "Publish traces to a Kafka cluster, in time order, and the telemetry beside them.",
        description =
                "Finished traces are not published again. Traces that a killed ingest left unfinished are completed.",
        footer = {
            "",
            "Examples:",
            "  tracemill ingest rank0.json.gz --bootstrap-server kafka:9092 \\",
            "      --run resnet-2026-03",
            "  tracemill ingest /traces --watch --bootstrap-server kafka:9092"
        })
final class IngestCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final DropOption drop = new DropOption();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final IngestOptions ingest = new IngestOptions();

    @Mixin
    private final TelemetryOptions telemetry = new TelemetryOptions();

    @Option(names = "--watch", description = "Run until SIGTERM, and publish each file once it is complete.")
    private boolean watch;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Durations.class,
            description = "With --watch, publish a complete file once it has not changed for this time (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration settle = Duration.ofSeconds(10);

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    IngestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        IngestConfig config = UsageError.checked(
                spec, () -> ingest.config(drop, watch).withLimits(limits -> limits.withTempDir(ingest.tempDir())));
        service.startLog();
        List<Path> found = watch ? List.of() : TraceFiles.find(ingest.paths(), TelemetryFiles::isBeside);
        TelemetrySettings readings = telemetry.settings(config);
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.INGEST);
        StatusLine status = new StatusLine(console.as(logFormat(), Level.INFO), progress.isShown());
        IngestCounts counts = new IngestCounts();
        IngestedFiles files = IngestedFiles.ofIngest(config, status, counts, ingest.paths());
        IngestStatus progress = new IngestStatus(status, found.size());
        try (FinishedTraceLookup finished = new FinishedTraceLookup(topics, cluster.client());
                IngestRun run = new IngestRun(
                        new IngestJob(
                                config,
                                () -> counts.measured(new KafkaPublisher(topics, cluster.client())),
                                id -> files.published().contains(id) || finished.test(id),
                                progress),
                        new TelemetryIngest(readings, Map.of(), () -> readings(topics, cluster.client())),
                        files)) {
            if (watch) {
                watch(run, cluster, status, counts);
            } else {
                for (Path file : found) {
                    run.ingest(file);
                }
                run.end();
            }
            return run.exitCode().code();
        } catch (KafkaException e) {
            throw cluster.failure(e);
        } finally {
            status.clear();
        }
    }

    private static ReadingDestination readings(Topics topics, Map<String, Object> client) {
        return new KafkaReadings(new KafkaBatchPublisher(topics, client), () -> new KafkaPublisher(topics, client));
    }

    /** What the cluster does not take now is tried again: a service outlives an outage. */
    private void watch(IngestRun run, Cluster cluster, StatusLine status, IngestCounts counts)
            throws IOException, InterruptedException {
        WatchedFiles files = new WatchedFiles(ingest.paths(), settle);
        try (Shutdown shutdown = new Shutdown(() -> {});
                MonitoringServer monitoring = MonitoringServer.at(service.http(Service.INGEST), shutdown::isAsked)) {
            monitoring.show(
                    counts, ingest.paths() + " -> " + cluster.topics(1, 1).name(Topic.TRACE_EVENTS) + "\n");
            do {
                for (Path file : files.settled()) {
                    if (shutdown.isAsked()) {
                        return;
                    }
                    try {
                        run.ingest(file);
                    } catch (RetriableException e) {
                        files.putBack(file);
                        status.say("tracemill ingest: " + file + ": will be retried: "
                                + cluster.failure(e).getMessage());
                    }
                }
            } while (!awaitFiles(shutdown, counts));
        }
    }

    /** Waits until it is time to look again; true if asked to stop. */
    private boolean awaitFiles(Shutdown shutdown, IngestCounts counts) throws InterruptedException {
        long begin = System.nanoTime();
        boolean asked = shutdown.await(Math.max(1, settle.toMillis() / 4));
        counts.waitedForFiles(System.nanoTime() - begin);
        return asked;
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }
}
