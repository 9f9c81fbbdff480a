package io.tracemill.cli;

import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.receive.MetricsIngest;
import io.tracemill.cli.receive.ReceiveServer;
import io.tracemill.cli.receive.ReceiveSettings;
import io.tracemill.cli.receive.TokenFile;
import io.tracemill.cli.receive.TraceIngest;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.FinishedTraceLookup;
import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.service.MachineName;
import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.publish.KafkaBatchSender;
import io.tracemill.telemetry.publish.Ticks;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes traces and metrics that nodes push, and publishes them. */
@Command(
        name = "receive",
        header = "Take traces and metrics that nodes push over HTTP, and publish them, until SIGTERM.",
        description = {
            "Clients send each file with PUT to /api/runs/RUN/traces/SHA256, where SHA256 is the hash of the",
            "decompressed file, or without a hash to /api/runs/RUN/traces. ?rank= and ?node= say where it is from.",
            "A client may delete its file once it is answered 200. Metrics come with OTLP to /v1/metrics, or with",
            "Prometheus remote write to /api/v1/write. Addresses that other computers can reach need --tls-keystore",
            "and --tokens."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill receive --bootstrap-server kafka:9092",
            "  curl -T rank0.json.gz \"http://127.0.0.1:9490/api/runs/resnet/traces?rank=0\"",
            "  tracemill receive --bootstrap-server kafka:9092 --listen 0.0.0.0:9490 \\",
            "      --tls-keystore server.p12 --tls-password-file password --tokens tokens"
        })
final class ReceiveCommand extends CommonOptions implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 1000;

    /** How long the question which traces are finished may take: a client waits. */
    private static final int LOOKUP_MILLIS = 10_000;

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
    private final IngestRuleOptions rules = new IngestRuleOptions();

    @Mixin
    private final ReceiveLimitOptions limits = new ReceiveLimitOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9490",
            converter = HttpAddress.Converter.class,
            description = "Take traces at this address; port 0 selects a free port (default: ${DEFAULT-VALUE}).")
    private HttpAddress listen = HttpAddress.OFF;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = {
                "File with one line for each token: NAME sha256=HASH scopes=traces,metrics runs=* nodes=*,"
                        + " where HASH is the SHA-256 of the token. It is read again when it changes."
            })
    private @Nullable Path tokens;

    @Option(
            names = "--insecure",
            description = "Let other computers in without a certificate or tokens, in a network that protects both.")
    private boolean insecure;

    @Mixin
    private final QuantitiesOption quantities = new QuantitiesOption();

    ReceiveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReceiveSettings.Access access = new ReceiveSettings.Access(
                tls.keys(spec), tokens == null ? Optional.empty() : Optional.of(TokenFile.read(tokens)), insecure);
        ReceiveSettings settings =
                UsageError.checked(spec, () -> new ReceiveSettings(listen, access, limits.limits(), limits.spool()));
        IngestConfig config = UsageError.checked(spec, () -> rules.config(drop, false));
        QuantityTable table = quantities.table();
        service.startLog();
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.RECEIVE);
        try (FinishedTraceLookup finished = new FinishedTraceLookup(topics, hasty(cluster.client()));
                KafkaBatchSender sender = new KafkaBatchSender(topics, cluster.client());
                Ticks ticks = new Ticks(topics, cluster.client(), "receive " + MachineName.get())) {
            ticks.start();
            IngestCounts traces = new IngestCounts();
            receive(
                    settings,
                    new TraceIngest(
                            config,
                            () -> traces.measured(new KafkaPublisher(topics, cluster.client())),
                            finished,
                            traces,
                            new ReceiveCounts()),
                    new MetricsIngest(table, limits.metrics(), sender, new MetricsCounts()),
                    topics);
            return ExitCode.DONE.code();
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
    }

    private void receive(ReceiveSettings settings, TraceIngest ingest, MetricsIngest metrics, Topics topics)
            throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown(() -> {});
                MonitoringServer monitoring = MonitoringServer.at(service.http(Service.RECEIVE), shutdown::isAsked);
                ReceiveServer server = ReceiveServer.start(settings, ingest, metrics)) {
            monitoring.show(
                    ingest.uploads(),
                    ingest.traces(),
                    metrics.counts(),
                    server.url() + " -> " + topics.name(Topic.TRACE_EVENTS) + ", " + topics.name(Topic.FLEET_TELEMETRY)
                            + "\n");
            console.as(logFormat(), Level.INFO)
                    .say("tracemill receive: takes traces and metrics at " + server.url() + monitoring.where());
            while (!shutdown.isAsked()) {
                shutdown.await(LOOK_EVERY_MILLIS);
            }
        }
    }

    private static Map<String, Object> hasty(Map<String, Object> client) {
        Map<String, Object> hasty = new HashMap<>(client);
        hasty.putIfAbsent("default.api.timeout.ms", LOOKUP_MILLIS);
        hasty.putIfAbsent("request.timeout.ms", LOOKUP_MILLIS / 2);
        return hasty;
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }
}
