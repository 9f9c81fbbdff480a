package io.tracemill.cli;

import io.tracemill.cli.http.AccessToken;
import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.serve.PageServer;
import io.tracemill.cli.serve.ServeSettings;
import io.tracemill.cli.service.Shutdown;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.nio.file.Path;
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
import picocli.CommandLine.Spec;

/** Serves the page over an archive until it is asked to stop. */
@Command(
        name = "serve",
        header = "Serve a page over an archive to browsers until SIGTERM.",
        description = {
            "The page lists the runs, and shows each run, trace and comparison. The archive is only read.",
            "New traces appear without a restart. Addresses that other computers can reach need",
            "--tls-keystore and --token-file."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill serve --data archive",
            "  tracemill serve --data archive --listen 0.0.0.0:9480 --host-name traces.lab \\",
            "      --tls-keystore server.p12 --tls-password-file password --token-file token"
        })
final class ServeCommand extends CommonOptions implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 1000;

    /** Rows of a long table that are shown at first. */
    private static final int ROWS_AT_FIRST = 15;

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

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
    private final LogOptions log = new LogOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServeSettings.Access access = new ServeSettings.Access(tls.keys(spec), token(), Set.copyOf(names));
        PageSettings page = new PageSettings(
                ProgramVersion.line(),
                PageSettings.Source.SERVE,
                new ReportSettings(ROWS_AT_FIRST, Language.of(console.environment())),
                Set.of());
        ServeSettings settings = UsageError.checked(spec, () -> new ServeSettings(data, listen, access, page, tempDir));
        log.start();
        try (Shutdown shutdown = new Shutdown(() -> {});
                PageServer server = PageServer.start(settings)) {
            console.as(logFormat(), Level.INFO).say("tracemill serve: see " + server.url());
            while (!shutdown.isAsked()) {
                shutdown.await(LOOK_EVERY_MILLIS);
            }
        }
        return ExitCode.DONE.code();
    }

    private Optional<AccessToken> token() throws IOException {
        return tokenFile == null ? Optional.empty() : Optional.of(AccessToken.read(tokenFile));
    }

    @Override
    LogFormat logFormat() {
        return log.format();
    }
}
