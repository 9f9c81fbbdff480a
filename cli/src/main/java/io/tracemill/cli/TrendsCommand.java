package io.tracemill.cli;

import io.tracemill.cli.config.Percents;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.trends.TrendRow;
import io.tracemill.cli.trends.Trends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how runs change from day to day. */
@Command(
        name = "trends",
        header = "Show how a run changes from day to day.",
        description = {
            "One row per run and date: step time, MFU, bottlenecks and alerts. Then the days on which the level of the step"
                    + " time, of a part of it, or of the MFU changed by more than noise explains, and the diff that says"
                    + " what became slower.",
            "The same rows are the view run_trends of tracemill query."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill trends --data archive --run nightly",
            "  tracemill trends --data archive --run nightly --since 2026-03-01 \\",
            "      --min-change 3%%",
            "  tracemill trends --data archive --format json \\",
            "      | jq -r '.changes[] | select(.regression) | .command'"
        })
final class TrendsCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(names = "--run", paramLabel = "RUN", description = "Only this run.")
    private @Nullable String run;

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--min-change",
            paramLabel = "PCT",
            defaultValue = "1",
            converter = Percents.class,
            description =
                    "Leave out changes that are smaller: of a time in percent of the step, of the MFU in percent of"
                            + " its value (default: ${DEFAULT-VALUE}).")
    private double minChange;

    @Mixin
    private final TableFormatOption format = new TableFormatOption();

    TrendsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<TrendRow> all;
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            all = TrendRow.all(archive);
        }
        List<TrendRow> wanted = all.stream()
                .filter(row -> (run == null || run.equals(row.run())) && period.contains(row.date()))
                .toList();
        if (wanted.isEmpty()) {
            String runs = all.stream().map(TrendRow::run).distinct().sorted().collect(Collectors.joining(", "));
            throw new Failure(data + ": contains no run" + (runs.isEmpty() ? "" : " that matches; runs: " + runs));
        }
        format.print(Trends.of(wanted, minChange, data.toString()).document(), console);
        return ExitCode.DONE.code();
    }
}
