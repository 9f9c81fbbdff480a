package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.config.Sizes;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.MachineName;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import io.tracemill.telemetry.publish.Ticks;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.scrape.ScrapeAccess;
import io.tracemill.telemetry.scrape.ScrapeConfig;
import io.tracemill.telemetry.scrape.ScrapeCounts;
import io.tracemill.telemetry.scrape.ScrapeLoop;
import io.tracemill.telemetry.scrape.ScrapeTarget;
import io.tracemill.telemetry.scrape.Targets;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads exporters until it is asked to stop, and publishes their readings. */
@Command(
        name = "scrape",
        header = "Read exporters of telemetry until SIGTERM, and publish their readings.",
        description = "Exporters answer in Prometheus' text format or OpenMetrics. Each is read once per interval, at a"
                + " place of its own in it.",
        footer = {
            "",
            "Examples:",
            "  tracemill scrape n1:9400 n1:9100 --bootstrap-server kafka:9092",
            "  tracemill scrape --file-sd targets.json --interval 30s \\",
            "      --bootstrap-server kafka:9092"
        })
final class ScrapeCommand extends CommonOptions implements Callable<Integer> {

    private static final long LOOK_AT_FILE_EVERY_MILLIS = 1_000;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..*",
            description = "Exporter as HOST:PORT, which answers under /metrics, or as a URL.")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--file-sd",
            paramLabel = "FILE",
            description = "JSON file with targets, as Prometheus' file_sd_configs have it; read again when it changes.")
    private @Nullable Path file;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Durations.class,
            description = "Read each target once in this time (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofSeconds(15);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Durations.class,
            description = "Give up an answer that is not whole after this time (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--max-answer",
            paramLabel = "SIZE",
            defaultValue = "8MB",
            converter = Sizes.class,
            description = "Give up an answer that is larger (default: ${DEFAULT-VALUE}).")
    private long mostBytes;

    @Mixin
    private final ScrapeNodeOption node = new ScrapeNodeOption();

    @Mixin
    private final ScrapeAccessOptions access = new ScrapeAccessOptions();

    @Mixin
    private final QuantitiesOption quantities = new QuantitiesOption();

    ScrapeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (targets.isEmpty() && file == null) {
            throw new ParameterException(spec.commandLine(), "a TARGET or --file-sd is missing");
        }
        if (timeout.compareTo(interval) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--timeout (" + seconds(timeout) + ") must not be above --interval (" + seconds(interval) + ')');
        }
        ScrapeAccess asks = access.access(spec);
        String machine = node.name(spec, console.environment());
        ScrapeConfig config =
                UsageError.checked(spec, () -> new ScrapeConfig(interval, timeout, mostBytes, asks, machine));
        List<ScrapeTarget> named = UsageError.checked(
                spec, () -> targets.stream().map(ScrapeTarget::of).toList());
        QuantityTable table = quantities.table();
        service.startLog();
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.SCRAPE);
        try (Shutdown shutdown = new Shutdown(() -> {});
                MonitoringServer monitoring = MonitoringServer.at(service.http(Service.SCRAPE), shutdown::isAsked);
                KafkaBatchPublisher publisher = new KafkaBatchPublisher(topics, cluster.client());
                Ticks ticks = new Ticks(topics, cluster.client(), "scrape " + MachineName.get())) {
            ticks.start();
            ScrapeCounts counts = new ScrapeCounts();
            monitoring.show(counts, publisher, "exporters -> " + topics.name(Topic.FLEET_TELEMETRY) + "\n");
            SeriesResolver resolver = new SeriesResolver(table, SeriesLimits.USUAL);
            TelemetryBatches batches = new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, publisher);
            run(
                    new ScrapeLoop(config, resolver, batches, counts, this::warn),
                    new Targets(named, file),
                    shutdown,
                    monitoring.where());
            publisher.flush();
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
        return ExitCode.DONE.code();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + 's';
    }

    /** The first targets must be there; if the file is wrong later, those from before stay. */
    private void run(ScrapeLoop loop, Targets wanted, Shutdown shutdown, String where)
            throws IOException, InterruptedException {
        wanted.changed().ifPresent(loop::targets);
        console.as(logFormat(), Level.INFO).say("tracemill scrape: running" + where);
        while (!shutdown.isAsked()) {
            loop.run(LOOK_AT_FILE_EVERY_MILLIS);
            try {
                wanted.changed().ifPresent(loop::targets);
            } catch (IOException e) {
                warn("the targets stay as they are: " + e.getMessage());
            }
        }
    }

    private void warn(String line) {
        console.as(logFormat(), Level.WARN).say("tracemill scrape: " + line);
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }
}
