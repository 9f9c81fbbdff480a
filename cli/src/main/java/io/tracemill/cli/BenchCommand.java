package io.tracemill.cli;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.measure.BenchJob;
import io.tracemill.bench.measure.BenchProgress;
import io.tracemill.bench.measure.BenchRequest;
import io.tracemill.cli.bench.BenchFormat;
import io.tracemill.cli.bench.PrintedReport;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Sizes;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the program on this machine. */
@Command(
        name = "bench",
        header = "Measure speed and memory of the analysis on this machine.",
        description = {
            "Generates traces, or takes one, and analyses them several times: cold, in a new process each, and"
                    + " warm, in one process. Reports no time until all runs have given the same correct answer."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill bench",
            "  tracemill bench --size 2GB --small-size 0 --runs 3 --warm-runs 0 --heap 512m",
            "  tracemill bench --traces 512 --size 2MB --small-size 0 --runs 1 --warm-runs 0",
            "  tracemill bench --file rank0.json --compare duckdb --format json \\",
            "      > measured.json"
        })
final class BenchCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "540MB",
            converter = Sizes.class,
            description = "Size of the large trace (default: ${DEFAULT-VALUE}).")
    private long size;

    @Option(
            names = "--small-size",
            paramLabel = "SIZE",
            defaultValue = "15MB",
            converter = Sizes.class,
            description = "Size of the small trace, 0 for none (default: ${DEFAULT-VALUE}).")
    private long smallSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the generated traces (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--with-stack", description = "Include Python frames, about three in five events.")
    private boolean withStack;

    @Option(names = "--file", paramLabel = "FILE", description = "Use this trace as the large one.")
    private @Nullable Path file;

    @Option(
            names = "--traces",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "With more than 1, also analyse this many traces of --size at once, as ranks of one run, and"
                    + " one trace of their total size (default: ${DEFAULT-VALUE}).")
    private int traces;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            converter = Counts.class,
            description = "Cold runs of each trace (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--warm-runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Warm runs of each trace, 0 for none (default: ${DEFAULT-VALUE}).")
    private int warmRuns;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2",
            description = "Runs before the warm ones, not counted (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--compare",
            paramLabel = "duckdb",
            description = "Also read the large trace with DuckDB's read_json.")
    private @Nullable Peer compare;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "Heap size (-Xmx) of every measured process (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Working directory, in which traces are kept (default: a temporary directory).")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Print tables, or every run as JSON (default: ${DEFAULT-VALUE}).")
    private BenchFormat format = BenchFormat.TABLE;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchJob job = new BenchJob(new MeasuredTracemill(), request(), new Progress());
        format.print(PrintedReport.of(job.measure()), console);
        return ExitCode.DONE.code();
    }

    private BenchRequest request() {
        try {
            if (file == null) {
                GeneratorConfig.of(size, seed);
            }
            return new BenchRequest(
                    file,
                    new BenchRequest.Generated(size, smallSize, seed, withStack),
                    new BenchRequest.Runs(runs, warmRuns, warmUp),
                    traces,
                    compare != null,
                    heap,
                    out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Shown on stderr unless {@code --quiet}. */
    private final class Progress implements BenchProgress {
        private final StatusLine status = new StatusLine(console, progress.isShown());

        @Override
        public void generating(Path trace, long written, long total) {
            status.show(trace + ": " + Figures.bytes(written) + " of " + Figures.bytes(total));
        }

        @Override
        public void step(String text) {
            if (progress.isShown()) {
                status.say("tracemill bench: " + text);
            }
        }

        @Override
        public void end() {
            status.clear();
        }
    }

    /** What can be compared with. */
    enum Peer {
        DUCKDB
    }
}
