package io.tracemill.cli;

import io.tracemill.cli.config.Percents;
import io.tracemill.cli.diff.Change;
import io.tracemill.cli.diff.DiffJson;
import io.tracemill.cli.diff.DiffQuestion;
import io.tracemill.cli.diff.DiffTable;
import io.tracemill.cli.diff.NoStepsException;
import io.tracemill.cli.diff.NoSuchRunException;
import io.tracemill.cli.diff.RunDiff;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two runs of an archive. */
@Command(
        name = "diff",
        header = "Compare two runs, telling change from noise.",
        description = {
            "By operator and by device: time and share in both, how much each varies over its steps",
            "(or traces, where there are no steps), and whether the change is more than that explains."
        },
        footer = {
            "",
            "Exit code 4: something is slower by more than --fail-above, beyond what noise explains.",
            "",
            "Examples:",
            "  tracemill diff main pull-17 --data archive",
            "  tracemill diff main pull-17 --data archive --fail-above 5%% --format json > diff.json"
        })
final class DiffCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "The run to compare with.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "RUN_B", description = "The run that is compared.")
    private String after = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The archive.")
    private Path data = Path.of("");

    @Option(
            names = "--fail-above",
            paramLabel = "PCT",
            converter = Percents.class,
            description = "End with exit code 4 if an operator or a device's step is slower by more than this.")
    private @Nullable Double failAbove;

    @Option(names = "--by-device", description = "Operators on each device, rather than on all.")
    private boolean byDevice;

    @Option(
            names = "--min-share",
            paramLabel = "PCT",
            defaultValue = "1",
            converter = Percents.class,
            description =
                    "Judge no operator with a smaller share of the device time in both (default: ${DEFAULT-VALUE}).")
    private double minShare;

    @Mixin
    private final PrintOptions print = new PrintOptions();

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RunDiff diff = compare();
        print.print(console, page -> DiffTable.print(diff, page), out -> DiffJson.write(diff, out));
        List<Change> regressions = failAbove == null ? List.of() : diff.regressions(failAbove);
        if (regressions.isEmpty()) {
            return ExitCode.DONE.code();
        }
        console.err()
                .println(String.format(Locale.ROOT, "tracemill diff: slower by more than %s %%: ", text(failAbove))
                        + regressions.stream().map(DiffCommand::text).collect(Collectors.joining(", ")));
        return ExitCode.REGRESSED.code();
    }

    private RunDiff compare() throws IOException {
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            return RunDiff.of(archive, new DiffQuestion(before, after, byDevice, minShare));
        } catch (NoSuchRunException | NoStepsException e) {
            throw new Failure(data + ": " + e.getMessage(), e);
        }
    }

    private static String text(Change change) {
        return String.format(Locale.ROOT, "%s (%+.1f %%)", change.name(), change.percent());
    }

    private static String text(@Nullable Double percent) {
        return String.valueOf(percent).replaceAll("\\.0$", "");
    }
}
