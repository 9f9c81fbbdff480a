package io.tracemill.cli;

import io.tracemill.cli.bench.BenchFormat;
import io.tracemill.cli.bench.faults.FaultsBench;
import io.tracemill.cli.bench.faults.FaultsReport;
import io.tracemill.cli.bench.faults.FaultsRequest;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.StatusLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how many faults of simulated runs are found, and how often their cause is right. */
@Command(
        name = "faults",
        header = "Measure how many faults of simulated runs are found, and their causes.",
        description = {
            "Simulates runs of each fault (generate --fleet), analyses their traces and telemetry, and compares the"
                    + " diagnoses with what is true. Reports for each fault how many were found and had the right"
                    + " cause, how often the cause was named wrongly, and how often an innocent rank was named."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill bench faults --runs 5 --fault slow-link",
            "  tracemill bench faults --runs 30 --seed 5001 --format json \\",
            "      > measured.json"
        })
final class BenchFaultsCommand extends CommonOptions implements Callable<Integer> {

    private static final int STEPS = 30;
    private static final int MINUTES = 20;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SimulatedRunsOptions simulated = new SimulatedRunsOptions();

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Print tables, or one object as JSON (default: ${DEFAULT-VALUE}).")
    private BenchFormat format = BenchFormat.TABLE;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    BenchFaultsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FaultsRequest request = UsageError.checked(spec, () -> simulated.request(STEPS, MINUTES));
        StatusLine status = new StatusLine(console, progress.isShown());
        FaultsReport report = new FaultsBench(
                        request, this::analyze, simulated.tempDir(), simulated.progress(console, status))
                .measure();
        status.clear();
        format.print(report, console);
        return ExitCode.DONE.code();
    }

    private void analyze(List<Path> files, Path archive) throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console quiet = new Console(
                new DataOutput(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                console.environment(),
                false,
                new Console.Input(InputStream.nullInputStream(), false));
        List<String> arguments = new ArrayList<>(List.of("analyze", "--out", archive.toString(), "--quiet"));
        for (Path run : files) {
            for (String part : List.of("traces", "telemetry")) {
                if (Files.isDirectory(run.resolve(part))) {
                    arguments.add(run.resolve(part).toString());
                }
            }
        }
        if (Main.run(arguments.toArray(String[]::new), quiet) != ExitCode.DONE.code()) {
            throw new IOException("the analysis failed: " + err.toString(StandardCharsets.UTF_8));
        }
    }
}
