package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveException;
import io.tracemill.storage.ArchiveJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the topics of a cluster to Parquet until it is told to end. */
@Command(
        name = "archive",
        header = "Write what the topology finds to Parquet until told to end.",
        description =
                "Any number of instances that write into one directory share the work; no row is lost or doubled.",
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

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The archive; made if missing.")
    private Path out = Path.of("");

    @Option(
            names = "--roll-idle",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Durations.class,
            description = "Publish a file that got no row for so long (default: ${DEFAULT-VALUE}).")
    private Duration rollIdle = Duration.ofMinutes(1);

    ArchiveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        OutDirectory.prepare(out);
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.ARCHIVE);
        ArchiveConfig config = ArchiveConfig.defaults(out, topics, cluster.id()).withRollIdle(rollIdle);
        try (ArchiveJob job = new ArchiveJob(config, cluster.client());
                Shutdown shutdown = new Shutdown(job::close)) {
            console.err().println("tracemill archive: running");
            job.run();
            if (!shutdown.isAsked()) {
                throw new Failure(out + ": the archive ended by itself");
            }
        } catch (ArchiveException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
        return ExitCode.DONE.code();
    }
}
