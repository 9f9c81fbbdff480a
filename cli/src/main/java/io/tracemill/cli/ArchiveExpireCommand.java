package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.storage.upkeep.ExpireRequest;
import io.tracemill.storage.upkeep.Expiry;
import io.tracemill.storage.upkeep.ExpiryResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes old dates from an archive. */
@Command(
        name = "expire",
        header = "Remove the directories of old dates.",
        description = {
            "The date is that of the first event of a trace, not the date of archiving.",
            "Directories that are being written are kept and listed."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill archive expire --data archive --older-than 90d --dry-run",
            "  tracemill archive expire --data archive --older-than 90d"
        })
final class ArchiveExpireCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final UpkeepOptions options = new UpkeepOptions();

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Remove dates that ended longer ago than this, such as 90d; at least 1d.")
    private Duration olderThan = Duration.ZERO;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    ArchiveExpireCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (olderThan.compareTo(Duration.ofDays(1)) < 0) {
            throw new ParameterException(spec.commandLine(), "--older-than must be at least 1d");
        }
        ExpireRequest request = new ExpireRequest(options.data(), olderThan, dryRun, options.tempDir());
        List<ExpiryResult> expired =
                options.watched(console, progress -> Expiry.run(request, Clock.systemUTC(), progress));
        UpkeepTable table = new UpkeepTable("directory", "outcome", "files", "rows", "bytes");
        for (ExpiryResult part : expired) {
            table.row(
                    request.data().relativize(part.directory()).toString(),
                    part.outcome().name().toLowerCase(Locale.ROOT),
                    part.files(),
                    part.rows(),
                    part.bytes());
        }
        table.print(options.format(), console);
        if (expired.isEmpty()) {
            console.say("tracemill archive expire: nothing to remove");
        }
        return ExitCode.DONE.code();
    }
}
