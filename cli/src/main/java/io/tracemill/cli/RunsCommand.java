package io.tracemill.cli;

import io.tracemill.cli.config.Dates;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.runs.RunRow;
import io.tracemill.cli.runs.RunsReport;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs of an archive. */
@Command(
        name = "runs",
        header = "List the runs of an archive, newest last.",
        description = {
            "One row per run and date: ranks, steps, devices, what most devices are bound by, slow ranks, size and"
                    + " labels.",
            "The same rows are the view runs of tracemill query."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill runs --data archive",
            "  tracemill runs --data archive --since 2026-03-01 --label model=llama",
            "  tracemill runs --data archive --format json \\",
            "      | jq '.runs[] | select(.bottleneck == \"SYNC_BOUND\")'"
        })
final class RunsCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(names = "--run", paramLabel = "RUN", description = "Only this run.")
    private @Nullable String run;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = Dates.class,
            description = "Only dates from this one on, such as 2026-03-31.")
    private @Nullable LocalDate since;

    @Mixin
    private final LabelFilter labels = new LabelFilter();

    @Mixin
    private final TableFormatOption format = new TableFormatOption();

    RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<RunRow> all;
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            all = RunRow.all(archive);
        }
        List<RunRow> wanted = all.stream().filter(this::isWanted).toList();
        if (wanted.isEmpty()) {
            String runs = all.stream().map(RunRow::run).distinct().sorted().collect(Collectors.joining(", "));
            throw new Failure(data + ": contains no run" + (runs.isEmpty() ? "" : " that matches; runs: " + runs));
        }
        format.print(RunsReport.of(wanted), console);
        return ExitCode.DONE.code();
    }

    private boolean isWanted(RunRow row) {
        return (run == null || run.equals(row.run()))
                && (since == null || !row.date().isBefore(since))
                && labels.accepts(row.labels());
    }
}
