package io.tracemill.cli;

import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.storage.upkeep.DropRequest;
import io.tracemill.storage.upkeep.RemovalResult;
import io.tracemill.storage.upkeep.TraceRemoval;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes one trace from an archive. */
@Command(
        name = "drop",
        header = "Remove one trace from every dataset.",
        description = {
            "Files that also have other traces are rewritten without it. The next drop, compact or expire"
                    + " finishes an interrupted drop. Comparisons of the ranks of its run are not changed."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill archive drop --data archive \\",
            "      --trace 019a5b5ad00caae119df23fd73489122 --dry-run",
            "  tracemill archive drop --data archive \\",
            "      --trace 019a5b5ad00caae119df23fd73489122"
        })
final class ArchiveDropCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final UpkeepOptions options = new UpkeepOptions();

    @Option(names = "--trace", required = true, paramLabel = "ID", description = "Complete id of the trace.")
    private String trace = "";

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    ArchiveDropCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DropRequest request = new DropRequest(options.data(), trace, dryRun, options.tempDir());
        List<RemovalResult> removed = options.watched(console, progress -> TraceRemoval.run(request, progress));
        if (removed.isEmpty()) {
            throw new Failure(request.data() + ": contains no trace \"" + trace + "\"");
        }
        UpkeepTable table = new UpkeepTable("dataset", "files", "rows", "bytes");
        removed.forEach(part -> table.row(part.dataset(), part.files(), part.rows(), part.bytes()));
        table.print(options.format(), console);
        return ExitCode.DONE.code();
    }
}
