package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.config.Sizes;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.storage.upkeep.CompactRequest;
import io.tracemill.storage.upkeep.Compaction;
import io.tracemill.storage.upkeep.CompactionResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Merges small files of an archive. */
@Command(
        name = "compact",
        header = "Merge the small files of past dates, sorted by trace and time.",
        description = {
            "Changes no row. An archive service may be running. The next call finishes or undoes an"
                    + " interrupted merge. While files are replaced, DuckDB or Spark may fail with an error"
                    + " that names the replacement, because they would otherwise count rows twice: run the"
                    + " query again. Tracemill's own commands are not affected."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill archive compact --data archive",
            "  tracemill archive compact --data archive --idle 6h --dry-run"
        })
final class ArchiveCompactCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final UpkeepOptions options = new UpkeepOptions();

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = Durations.class,
            description = "Skip directories that received a file within this time (default: ${DEFAULT-VALUE}).")
    private Duration idle = Duration.ofHours(1);

    @Option(
            names = "--target-size",
            paramLabel = "SIZE",
            defaultValue = "256MB",
            converter = Sizes.class,
            description = "Merge files smaller than this into files of about this size (default: ${DEFAULT-VALUE}).")
    private long targetSize;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    ArchiveCompactCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CompactRequest request =
                CompactRequest.of(options.data(), idle, Math.max(1, targetSize), dryRun, options.tempDir());
        List<CompactionResult> merged =
                options.watched(console, progress -> Compaction.run(request, Clock.systemUTC(), progress));
        UpkeepTable table = new UpkeepTable("directory", "outcome", "files", "before_bytes", "after_bytes");
        for (CompactionResult part : merged) {
            table.row(
                    request.data().relativize(part.directory()).toString(),
                    part.outcome().name().toLowerCase(Locale.ROOT),
                    part.files(),
                    part.bytesBefore(),
                    part.bytesAfter());
        }
        table.print(options.format(), console);
        if (merged.isEmpty()) {
            console.say("tracemill archive compact: nothing to merge");
        }
        return ExitCode.DONE.code();
    }
}
