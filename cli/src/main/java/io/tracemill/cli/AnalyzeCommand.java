package io.tracemill.cli;

import io.tracemill.cli.analyze.AnalyzeJob;
import io.tracemill.cli.analyze.AnalyzeOutcome;
import io.tracemill.cli.analyze.AnalyzeRequest;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Durations;
import io.tracemill.cli.config.Percents;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.schemas.Thresholds;
import io.tracemill.storage.Archive;
import io.tracemill.streams.PassConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes traces through the whole pipeline in this process and prints their report. */
@Command(
        name = "analyze",
        header = "Analyse traces on this machine, archive the result and print the report.",
        description = "A trace that is in the archive already is not analysed again.",
        footer = {
            "",
            "Examples:",
            "  tracemill analyze rank0.json.gz --out archive",
            "  tracemill analyze traces/ --out archive --run resnet-2026-03 --drop-categories python_function",
            "  tracemill analyze rank*.json --out archive --min-duration 10us --categories kernel --format json"
        })
final class AnalyzeCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Traces (.json, .json.gz, .json.zst), and directories that hold some.")
    private List<Path> paths = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The archive; made if missing.")
    private Path out = Path.of("");

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Run the traces belong to (default: their directory's name).")
    private @Nullable String run;

    @Option(names = "--rank", paramLabel = "N", description = "Rank (default: what the file or its name says).")
    private @Nullable Integer rank;

    @Option(names = "--node", paramLabel = "HOST", description = "Host the traces were recorded on.")
    private @Nullable String node;

    @Option(
            names = "--drop-categories",
            paramLabel = "CATEGORY",
            split = ",",
            description = "Leave events of these categories out of everything.")
    private Set<String> dropCategories = new LinkedHashSet<>();

    @Option(
            names = "--min-duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Write only spans at least this long, such as 500ns, 10us or 1ms; statistics cover all.")
    private @Nullable Duration minDuration;

    @Option(
            names = "--categories",
            paramLabel = "CATEGORY",
            split = ",",
            description = "Write only spans of these categories, or with --min-duration these too.")
    private Set<String> categories = new LinkedHashSet<>();

    @Option(
            names = "--max-rejected",
            paramLabel = "PCT",
            defaultValue = "1",
            converter = Percents.class,
            description = "Events of a file that may be broken, in percent (default: ${DEFAULT-VALUE}).")
    private double maxRejected;

    @Option(
            names = "--compute-threshold",
            paramLabel = "PCT",
            defaultValue = "60",
            converter = Percents.class,
            description = "Share of computing above which a device is compute-bound (default: ${DEFAULT-VALUE}).")
    private double computeThreshold;

    @Option(
            names = "--memory-threshold",
            paramLabel = "PCT",
            defaultValue = "40",
            converter = Percents.class,
            description = "Share of copies and memory-bound kernels, likewise (default: ${DEFAULT-VALUE}).")
    private double memoryThreshold;

    @Option(
            names = "--communication-threshold",
            paramLabel = "PCT",
            defaultValue = "20",
            converter = Percents.class,
            description = "Share of exposed communication, likewise (default: ${DEFAULT-VALUE}).")
    private double communicationThreshold;

    @Option(
            names = "--idle-threshold",
            paramLabel = "PCT",
            defaultValue = "20",
            converter = Percents.class,
            description = "Share of idle time, likewise (default: ${DEFAULT-VALUE}).")
    private double idleThreshold;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Counts.class,
            description = "Threads that parse (default: one per core, at most 8).")
    private @Nullable Integer threads;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "For what does not fit into memory (default: the system's).")
    private Path tempDir = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Tables for a person, or everything as JSON (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.TABLE;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "15",
            converter = Counts.class,
            description = "Rows of a long table (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = {"--quiet", "--no-progress"},
            description = "Show no progress.")
    private boolean quiet;

    AnalyzeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AnalyzeRequest request = request();
        try (AnalyzeJob job = new AnalyzeJob(request, new StatusLine(console, !quiet))) {
            AnalyzeOutcome outcome = job.run();
            report(outcome.traceIds());
            return outcome.exitCode().code();
        }
    }

    private void report(Set<String> traceIds) throws IOException {
        if (!traceIds.isEmpty()) {
            format.print(
                    ArchiveReports.of(Archive.open(out), trace -> traceIds.contains(trace.getTraceId())), top, console);
        }
    }

    private AnalyzeRequest request() {
        try {
            return new AnalyzeRequest(paths, out, tempDir, ingest(), pass());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private IngestConfig ingest() {
        return IngestConfig.defaults()
                .withOrigin(new IngestConfig.Origin(run, rank, node))
                .withRules(new IngestConfig.Rules(dropCategories, maxRejected, IngestConfig.Rules.COLLECTIVES))
                .withLimits(limits -> threads == null ? limits : limits.withThreads(threads));
    }

    private PassConfig pass() {
        return PassConfig.defaults()
                .withDropCategories(dropCategories)
                .withWritten(minDuration == null ? null : minDuration.toNanos(), categories)
                .withThresholds(
                        new Thresholds(computeThreshold, memoryThreshold, communicationThreshold, idleThreshold));
    }
}
