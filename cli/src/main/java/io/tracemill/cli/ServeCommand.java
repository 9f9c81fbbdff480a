package io.tracemill.cli;

import io.tracemill.cli.http.AccessToken;
import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.live.LiveFollower;
import io.tracemill.cli.live.LivePicture;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.Service;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.serve.PageServer;
import io.tracemill.cli.serve.ServeSettings;
import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the page over an archive, or over the fleet as it is now, until it is asked to stop. */
@Command(
        name = "serve",
        header = "Serve a page over an archive or a fleet to browsers until SIGTERM.",
        description = {
            "With --data, the page lists the runs, and shows each run, trace and comparison. The archive is only"
                    + " read. New traces appear without a restart.",
            "With --bootstrap-server, it shows runs, nodes, devices and alerts as they are now, and follows them.",
            "Addresses that other computers can reach need --tls-keystore and --token-file."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill serve --data archive",
            "  tracemill serve --bootstrap-server kafka:9092 --data archive",
            "  tracemill serve --data archive --listen 0.0.0.0:9480 --host-name traces.lab \\",
            "      --tls-keystore server.p12 --tls-password-file password --token-file token"
        })
final class ServeCommand extends CommonOptions implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 1000;

    /** Rows of a long table that are shown at first. */
    private static final int ROWS_AT_FIRST = 15;

    private final Console console;

    @Option(names = "--data", paramLabel = "DIR", description = "Archive directory.")
    private @Nullable Path data;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Brokers of the Kafka cluster whose fleet is shown, separated by commas.")
    private @Nullable String bootstrapServer;

    @Mixin
    private final ClusterAccessOptions access = new ClusterAccessOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9480",
            converter = HttpAddress.Converter.class,
            description = "Serve at this address; port 0 selects a free port (default: ${DEFAULT-VALUE}).")
    private HttpAddress listen = HttpAddress.OFF;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Further name of the server in the addresses of browsers; others are refused.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with a token of at least 16 characters that readers must give.")
    private @Nullable Path tokenFile;

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "Directory for temporary files (default: that of the system).")
    private Path tempDir = Path.of(System.getProperty("java.io.tmpdir"));

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (data == null && bootstrapServer == null) {
            throw new ParameterException(spec.commandLine(), "--data or --bootstrap-server is missing");
        }
        PageSettings page = new PageSettings(
                ProgramVersion.line(),
                PageSettings.Source.SERVE,
                new ReportSettings(ROWS_AT_FIRST, Language.of(console.environment())),
                Set.of());
        ServeSettings.Access readers = new ServeSettings.Access(tls.keys(spec), token(), Set.copyOf(names));
        ServeSettings settings = UsageError.checked(
                spec, () -> new ServeSettings(Optional.ofNullable(data), listen, readers, page, tempDir));
        service.startLog();
        try (Shutdown shutdown = new Shutdown(() -> {})) {
            if (bootstrapServer == null) {
                serve(settings, Optional.empty(), "", shutdown);
            } else {
                follow(access.cluster(bootstrapServer), settings, shutdown);
            }
        }
        return ExitCode.DONE.code();
    }

    private void follow(Cluster cluster, ServeSettings settings, Shutdown shutdown)
            throws IOException, InterruptedException {
        Topics topics = cluster.topics(TopicUse.SERVE);
        LiveFeed feed = new LiveFeed(new LivePicture());
        LiveFollower.Source source = new LiveFollower.Source(topics, cluster.client(), this::warn);
        try (MonitoringServer monitoring = MonitoringServer.at(service.http(Service.SERVE), shutdown::isAsked);
                LiveFollower follower = LiveFollower.start(source, feed, Clock.systemUTC())) {
            monitoring.show(feed, follower.reads());
            serve(settings, Optional.of(feed), monitoring.where(), shutdown);
        }
    }

    private void serve(ServeSettings settings, Optional<LiveFeed> feed, String monitored, Shutdown shutdown)
            throws IOException, InterruptedException {
        try (PageServer server = PageServer.start(settings, feed)) {
            console.as(logFormat(), Level.INFO).say("tracemill serve: see " + server.url() + monitored);
            while (!shutdown.isAsked()) {
                shutdown.await(LOOK_EVERY_MILLIS);
            }
        }
    }

    private void warn(String line) {
        console.as(logFormat(), Level.WARN).say("tracemill serve: " + line);
    }

    private Optional<AccessToken> token() throws IOException {
        return tokenFile == null ? Optional.empty() : Optional.of(AccessToken.read(tokenFile));
    }

    @Override
    LogFormat logFormat() {
        return service.logFormat();
    }
}
