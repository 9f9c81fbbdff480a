package io.tracemill.cli;

import io.tracemill.bench.fleet.FleetSize;
import io.tracemill.cli.bench.BenchFormat;
import io.tracemill.cli.bench.telemetry.TelemetryBench;
import io.tracemill.cli.bench.telemetry.TelemetryBenchRequest;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Durations;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how telemetry is read and kept on this machine. */
@Command(
        name = "telemetry",
        header = "Measure the way of telemetry from exporters' texts to Parquet on this machine.",
        description = {
            "Makes up the answers of a fleet's exporters and reads them at their rate into an embedded broker, from"
                    + " which an archive is written and the fleet topology reads. Reports CPU time per reading by"
                    + " part, bytes per reading, the state of the topology and the time to restore it, and memory by"
                    + " the minute.",
            "With --traces, traces of 1 MB are published one after the other beside the second half of the readings,"
                    + " and then alone. Reports how far the topology is behind, and how long after its last record"
                    + " a trace is complete.",
            "Reports nothing unless archive and topology have each reading that was read."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill bench telemetry",
            "  tracemill bench telemetry --minutes 2 --unpaced",
            "  tracemill bench telemetry --minutes 6 --traces 500",
            "  tracemill bench telemetry --nodes 100 --minutes 3 --format json \\",
            "      > measured.json"
        })
final class BenchTelemetryCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Counts.class,
            description = "Nodes, with an exporter each (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "8",
            converter = Counts.class,
            description = "Devices of each node (default: ${DEFAULT-VALUE}).")
    private int devices;

    @Option(
            names = "--metrics",
            paramLabel = "N",
            defaultValue = "40",
            converter = Counts.class,
            description = "Metrics of each device, at most 40 (default: ${DEFAULT-VALUE}).")
    private int metrics;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = Durations.class,
            description = "Read each exporter once in this time (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofSeconds(15);

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            converter = Counts.class,
            description = "Minutes of telemetry (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--unpaced", description = "Read answers as fast as one thread can, not when they are due.")
    private boolean unpaced;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "8",
            converter = Counts.class,
            description = "Partitions of the topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--traces",
            paramLabel = "N",
            converter = Counts.class,
            description = "Publish at least so many traces beside the readings, and so many alone (default: none).")
    private int traces;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the values (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description =
                    "Directory for the broker and the archive, which go at the end (default: that of the system).")
    private Path temp = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Print tables, or every minute as JSON (default: ${DEFAULT-VALUE}).")
    private BenchFormat format = BenchFormat.TABLE;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    BenchTelemetryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FleetSize fleet = UsageError.checked(spec, () -> new FleetSize(nodes, devices, metrics, interval));
        TelemetryBenchRequest request = new TelemetryBenchRequest(fleet, seed, minutes, !unpaced, partitions, traces);
        StatusLine status = new StatusLine(console, progress.isShown());
        format.print(new TelemetryBench(request, temp, status::show).measure(), console);
        status.clear();
        return ExitCode.DONE.code();
    }
}
