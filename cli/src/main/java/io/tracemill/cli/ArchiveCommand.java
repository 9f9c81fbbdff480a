package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.OutDirectory;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveException;
import io.tracemill.storage.ArchiveJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the topics of a cluster to Parquet until it is asked to stop. */
@Command(
        name = "archive",
        header = "Write the results of the topology to Parquet until SIGTERM.",
        description = "Any number of instances can share the work and one directory. No row is lost or duplicated.",
        footer = {
            "",
            "Examples:",
            "  tracemill archive --bootstrap-server kafka:9092 --out archive",
            "  tracemill archive --bootstrap-server kafka:9092 --out archive --roll-idle 10s"
        })
final class ArchiveCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Archive directory; created if missing.")
    private Path out = Path.of("");

    @Option(
            names = "--roll-idle",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Durations.class,
            description = "Publish a file once it has received no row for this time, and at the latest after ten times"
                    + " this time (default: ${DEFAULT-VALUE}).")
    private Duration rollIdle = Duration.ofMinutes(1);

    @Option(
            names = "--archive-raw",
            description = "Write every reading of telemetry, too: a row for each in the dataset telemetry.")
    private boolean raw;

    ArchiveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        service.startLog();
        OutDirectory.prepare(out);
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.ARCHIVE);
        ArchiveConfig config = ArchiveConfig.defaults(out, topics, cluster.id())
                .withReadings(raw)
                .withRollIdle(rollIdle);
        AtomicBoolean ending = new AtomicBoolean();
        try (MonitoringServer monitoring = MonitoringServer.at(service.http(Service.ARCHIVE), ending::get)) {
            run(cluster, config, monitoring, ending);
        }
        return ExitCode.DONE.code();
    }

    private void run(Cluster cluster, ArchiveConfig config, MonitoringServer monitoring, AtomicBoolean ending)
            throws Failure, InterruptedException {
        try (ArchiveJob job = new ArchiveJob(config, cluster.client());
                Shutdown shutdown = new Shutdown(() -> end(job, ending))) {
            monitoring.show(job, config.topics(), cluster.client());
            console.as(logFormat(), Level.INFO).say("tracemill archive: running" + monitoring.where());
            job.run();
            if (!shutdown.isAsked()) {
                throw new Failure(out + ": the archive stopped unexpectedly");
            }
        } catch (ArchiveException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
    }

    private static void end(ArchiveJob job, AtomicBoolean ending) {
        ending.set(true);
        job.stop();
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }
}
