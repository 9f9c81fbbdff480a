package io.tracemill.cli;

import io.tracemill.cli.config.Percents;
import io.tracemill.cli.diff.Change;
import io.tracemill.cli.diff.DiffReport;
import io.tracemill.cli.diff.DiffRequest;
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
        header = "Compare two runs and tell changes from noise.",
        description = {
            "Compares operators and devices: time and share in both runs, how much each varies over the steps",
            "(or traces, if there are no steps), and whether a change is more than that variation explains."
        },
        footer = {
            "",
            "Exit code 4: an operator or a device is slower by more than --fail-above, beyond noise.",
            "",
            "Examples:",
            "  tracemill diff main pull-17 --data archive",
            "  tracemill diff main pull-17 --data archive --fail-above 5%% --format json > diff.json"
        })
final class DiffCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "Baseline run.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Run to compare with the baseline.")
    private String after = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(
            names = "--fail-above",
            paramLabel = "PCT",
            converter = Percents.class,
            description = "Exit with code 4 if an operator or the step of a device is slower by more than this.")
    private @Nullable Double failAbove;

    @Option(names = "--by-device", description = "Compare operators on each device instead of over all devices.")
    private boolean byDevice;

    @Option(
            names = "--min-share",
            paramLabel = "PCT",
            defaultValue = "1",
            converter = Percents.class,
            description =
                    "Do not judge operators with a smaller share of device time in both runs (default: ${DEFAULT-VALUE}).")
    private double minShare;

    @Mixin
    private final PrintOptions print = new PrintOptions();

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RunDiff diff = compare();
        print.print(DiffReport.of(diff, print.top()), console);
        List<Change> regressions = failAbove == null ? List.of() : diff.regressions(failAbove);
        if (regressions.isEmpty()) {
            return ExitCode.DONE.code();
        }
        console.say(String.format(Locale.ROOT, "tracemill diff: slower by more than %s %%: ", text(failAbove))
                + regressions.stream().map(DiffCommand::text).collect(Collectors.joining(", ")));
        return ExitCode.REGRESSED.code();
    }

    private RunDiff compare() throws IOException {
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            return RunDiff.of(archive, new DiffRequest(before, after, byDevice, minShare));
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
