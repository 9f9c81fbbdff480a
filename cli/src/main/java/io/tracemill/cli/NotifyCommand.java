package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.notify.Alertmanager;
import io.tracemill.cli.notify.NotifyCounts;
import io.tracemill.cli.notify.NotifyJob;
import io.tracemill.cli.notify.Receiver;
import io.tracemill.cli.notify.Webhook;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Tells others which alerts fire, until it is asked to stop. */
@Command(
        name = "notify",
        header = "Tell Alertmanager or a webhook which alerts fire, until SIGTERM.",
        description = {
            "Reads the topic of alerts to its end, then posts all alerts that fire: when that changes, and each"
                    + " interval. It keeps nothing, so it can be restarted at any time.",
            "While telemetry is not read up to now, it posts what it has posted before, and nothing new."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill notify --bootstrap-server kafka:9092 \\",
            "      --alertmanager http://alertmanager:9093",
            "  tracemill notify --bootstrap-server kafka:9092 \\",
            "      --webhook https://example.org/alerts --token-file token"
        })
final class NotifyCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            converter = Addresses.class,
            description = "Post to this Alertmanager (interface v2); may be given several times.")
    private List<URI> managers = new ArrayList<>();

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            converter = Addresses.class,
            description = "Post one JSON object with what fires and what has ended; may be given several times.")
    private List<URI> webhooks = new ArrayList<>();

    @Option(names = "--token-file", paramLabel = "FILE", description = "Send the first line of a file as bearer token.")
    private @Nullable Path token;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1min",
            converter = Durations.class,
            description = "Post again what has not changed after this time, at most 4min (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofMinutes(1);

    NotifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (managers.isEmpty() && webhooks.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--alertmanager or --webhook is missing");
        }
        if (interval.compareTo(Duration.ofMinutes(4)) > 0 || interval.isZero()) {
            throw new ParameterException(spec.commandLine(), "--interval must be above 0 and at most 4min");
        }
        List<Receiver> receivers = receivers();
        service.startLog();
        Cluster cluster = options.cluster();
        Topics topics = cluster.topics(TopicUse.NOTIFY);
        NotifyCounts counts = new NotifyCounts();
        try (Shutdown shutdown = new Shutdown(() -> {});
                MonitoringServer monitoring = MonitoringServer.at(service.http(Service.NOTIFY), shutdown::isAsked);
                NotifyJob job = new NotifyJob(
                        topics,
                        cluster.client(),
                        receivers,
                        new NotifyJob.Settings(interval, Clock.systemUTC(), this::warn),
                        counts)) {
            String to = receivers.stream().map(Receiver::name).collect(Collectors.joining(", "));
            monitoring.show(counts, topics.name(Topic.ALERTS) + " -> " + to + "\n");
            console.as(logFormat(), Level.INFO).say("tracemill notify: running" + monitoring.where());
            while (!shutdown.isAsked()) {
                job.step();
            }
        } catch (KafkaException e) {
            throw cluster.failure(e);
        }
        return ExitCode.DONE.code();
    }

    private List<Receiver> receivers() throws Failure {
        Optional<String> secret = secret();
        List<Receiver> receivers = new ArrayList<>();
        managers.forEach(address -> receivers.add(new Alertmanager(address, secret)));
        webhooks.forEach(address -> receivers.add(new Webhook(address, secret)));
        return receivers;
    }

    private Optional<String> secret() throws Failure {
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllLines(token).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new IOException("it is empty")));
        } catch (IOException e) {
            throw new Failure(token + ": cannot be read as a token: " + e.getMessage(), e);
        }
    }

    private void warn(String line) {
        console.as(logFormat(), Level.WARN).say("tracemill notify: " + line);
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }

    /** Converter of an address over HTTP. */
    static final class Addresses implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI address = URI.create(text);
                if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                        && address.getHost() != null
                        && address.getUserInfo() == null) {
                    return address;
                }
            } catch (IllegalArgumentException e) {
                TypeConversionException rejected = wrong();
                rejected.initCause(e);
                throw rejected;
            }
            throw wrong();
        }

        private static TypeConversionException wrong() {
            return new TypeConversionException(
                    "expected an address such as http://alertmanager:9093, without a user or a password");
        }
    }
}
