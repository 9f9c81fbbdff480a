package io.tracemill.cli;

import io.tracemill.cli.bench.BenchFormat;
import io.tracemill.cli.bench.alerts.AlertsBench;
import io.tracemill.cli.bench.alerts.AlertsReport;
import io.tracemill.cli.bench.faults.FaultsRequest;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.streams.rules.RuleSet;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how many faults of simulated runs raise an alert, and how many alerts are false. */
@Command(
        name = "alerts",
        header = "Measure how many faults of simulated runs raise an alert, and how many alerts are false.",
        description = {
            "Simulates runs of each fault (generate --fleet), applies the rules to their telemetry, and compares the"
                    + " alerts with what is true. Reports for each fault in how many runs an alert fired where it is,"
                    + " after how long, and how many fired elsewhere."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill bench alerts --runs 5 --fault thermal-throttling",
            "  tracemill bench alerts --runs 30 --seed 8001 --format json \\",
            "      > measured.json"
        })
final class BenchAlertsCommand extends CommonOptions implements Callable<Integer> {

    private static final int STEPS = 10;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SimulatedRunsOptions simulated = new SimulatedRunsOptions();

    @Mixin
    private final RulesOption rules = new RulesOption();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            converter = Counts.class,
            description = "Minutes of telemetry of each run (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Print tables, or one object as JSON (default: ${DEFAULT-VALUE}).")
    private BenchFormat format = BenchFormat.TABLE;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    BenchAlertsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FaultsRequest request = UsageError.checked(spec, () -> simulated.request(STEPS, minutes));
        RuleSet tried = rules.rules();
        StatusLine status = new StatusLine(console, progress.isShown());
        AlertsReport report =
                new AlertsBench(request, tried, simulated.tempDir(), simulated.progress(console, status)).measure();
        status.clear();
        format.print(report, console);
        return ExitCode.DONE.code();
    }
}
