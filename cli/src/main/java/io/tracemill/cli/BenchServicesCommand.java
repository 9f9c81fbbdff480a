package io.tracemill.cli;

import io.tracemill.cli.bench.BenchFormat;
import io.tracemill.cli.bench.services.ServicesBench;
import io.tracemill.cli.bench.services.ServicesBenchRequest;
import io.tracemill.cli.bench.services.ServicesReport;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Sizes;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what many traces at once cost the services of a cluster. */
@Command(
        name = "services",
        header = "Measure what many traces at once cost the services on this machine.",
        description = {
            "Starts a broker, receive, stream and archive as processes, and pushes made-up traces to them: those of"
                    + " one run to warm up, then all that count at once, then one trace that is as large as these"
                    + " together. Reports CPU time and memory of each service, and the CPU time that a trace takes"
                    + " beyond its part of the large one.",
            "Reports nothing unless each dataset has the rows that one process makes of the same traces. Not compared"
                    + " are what tells where a trace came from, and when ranks were compared."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill bench services",
            "  tracemill bench services --traces 768 --of-runs 3 --instances 2",
            "  tracemill bench services --traces 512 --producers 512 --format json \\",
            "      > measured.json"
        })
final class BenchServicesCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--traces",
            paramLabel = "N",
            defaultValue = "512",
            converter = Counts.class,
            description = "Traces that are pushed (default: ${DEFAULT-VALUE}).")
    private int traces;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "2MB",
            converter = Sizes.class,
            description = "Size of each trace (default: ${DEFAULT-VALUE}).")
    private long size;

    @Option(
            names = "--of-runs",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "Runs that the traces belong to, each as another rank (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--producers",
            paramLabel = "N",
            defaultValue = "64",
            converter = Counts.class,
            description = "Clients that push at the same time (default: ${DEFAULT-VALUE}).")
    private int producers;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "Processes of stream, and of archive (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first trace (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "Heap size (-Xmx) of every process (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description =
                    "Directory for traces, broker and archive, which go at the end (default: that of the system).")
    private Path temp = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Print tables, or one object as JSON (default: ${DEFAULT-VALUE}).")
    private BenchFormat format = BenchFormat.TABLE;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    BenchServicesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServicesBenchRequest request = UsageError.checked(
                spec, () -> new ServicesBenchRequest(traces, size, seed, runs, producers, instances, heap));
        StatusLine status = new StatusLine(console, progress.isShown());
        ServicesReport report = new ServicesBench(request, new MeasuredTracemill(), temp, status::show).measure();
        status.clear();
        format.print(report, console);
        return ExitCode.DONE.code();
    }
}
