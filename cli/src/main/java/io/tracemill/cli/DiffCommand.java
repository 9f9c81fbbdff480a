package io.tracemill.cli;

import io.tracemill.cli.config.Percents;
import io.tracemill.cli.diff.DiffFormat;
import io.tracemill.cli.diff.DiffReport;
import io.tracemill.cli.diff.DiffRequest;
import io.tracemill.cli.diff.Gate;
import io.tracemill.cli.diff.NoStepsException;
import io.tracemill.cli.diff.NoSuchRunException;
import io.tracemill.cli.diff.RunDiff;
import io.tracemill.cli.page.PageArchive;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "Compares steps (or traces, if there are no steps), operators, kernels, shapes and devices: time"
                    + " and share in both runs, how much each varies, and whether a change is more than that"
                    + " variation explains. A run may be given as RUN, as RUN@DATE (only its traces of that day),"
                    + " or as the beginning of the id of one trace."
        },
        footer = {
            "",
            "With --fail-above, the exit code is 0 only if nothing that is compared is, or may be, slower by more than"
                    + " that:"
                    + " the step, the window of a device, all device time, or an operator, kernel or shape with at"
                    + " least --min-share of the device time. It is 4 if something is, and 5 if that cannot be"
                    + " decided with so few steps, or with steps that vary so much.",
            "",
            "Examples:",
            "  tracemill diff main pull-17 --data archive",
            "  tracemill diff main@2026-01-16 main@2026-01-17 --data archive",
            "  tracemill diff main pull-17 --data archive --fail-above 5%% --format json \\",
            "      > diff.json",
            "  tracemill diff main pull-17 --data archive --fail-above 5%% --format markdown \\",
            "      > comment.md",
            "  tracemill diff main pull-17 --data archive --html diff.html"
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
            description =
                    "Exit with code 4 if something is slower by more than this, with 5 if that cannot be decided.")
    private @Nullable Double failAbove;

    @Option(names = "--by-device", description = "Compare operators on each device instead of over all devices.")
    private boolean byDevice;

    @Option(
            names = "--min-share",
            paramLabel = "PCT",
            defaultValue = "1",
            converter = Percents.class,
            description = "Do not judge operators, kernels and shapes with a smaller share of device time in both runs"
                    + " (default:"
                    + " ${DEFAULT-VALUE}).")
    private double minShare;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv|markdown",
            defaultValue = "table",
            description =
                    "Print tables, every value as JSON or CSV, or a summary in Markdown (default: ${DEFAULT-VALUE}).")
    private DiffFormat format = DiffFormat.TABLE;

    @Mixin
    private final HtmlOption html = new HtmlOption();

    @Mixin
    private final TopOption top = new TopOption();

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        html.check();
        RunDiff diff = compare();
        if (!html.isWanted()) {
            format.write(diff, top.rows(), console.out().uncloseable(), console.screen());
        }
        diff.gate()
                .filter(gate -> gate.outcome() != Gate.Outcome.PASSED)
                .ifPresent(gate -> console.say("tracemill diff: " + DiffReport.gate(diff, gate)));
        return diff.gate()
                .map(gate -> code(gate.outcome()))
                .orElse(ExitCode.DONE)
                .code();
    }

    private RunDiff compare() throws IOException {
        OptionalDouble limit = failAbove == null ? OptionalDouble.empty() : OptionalDouble.of(failAbove);
        DiffRequest question = new DiffRequest(before, after, byDevice, minShare, limit);
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            RunDiff diff = RunDiff.of(archive, question);
            if (html.isWanted()) {
                writePage(diff, RunDiff.traces(archive, question), archive);
            }
            return diff;
        } catch (NoSuchRunException | NoStepsException e) {
            throw new Failure(data + ": " + e.getMessage(), e);
        }
    }

    private void writePage(RunDiff diff, Set<String> ids, ArchiveSql sql) throws IOException {
        Archive archive = Archive.open(data);
        List<TraceInfo> traces = archive.traces().stream()
                .filter(trace -> ids.contains(trace.getTraceId()))
                .toList();
        html.write(
                new PageArchive(archive, sql),
                new ReportSettings(top.rows(), Language.of(console.environment())),
                Set.of(),
                pages -> pages.ofDiff(diff, traces),
                console);
    }

    private static ExitCode code(Gate.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> ExitCode.DONE;
            case SLOWER -> ExitCode.REGRESSED;
            case UNDECIDED -> ExitCode.UNDECIDED;
        };
    }
}
