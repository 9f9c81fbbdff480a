package io.tracemill.cli;

import io.tracemill.cli.page.PageArchive;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.ArchiveReports;
import io.tracemill.cli.report.ReportSet;
import io.tracemill.cli.report.filter.NoMatchException;
import io.tracemill.cli.report.filter.RowFilter;
import io.tracemill.cli.telemetry.ArchivedTelemetry;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what an archive holds of its traces. */
@Command(
        name = "report",
        header = "Print the report of traces in an archive.",
        description = {
            "--kernel, --operator, --module, --phase and --step print only the rows that match, of the",
            "sheets that have such a column; with several, each sheet is filtered by those it has a column",
            "for, and says by which it is not. Shares stay those of the whole."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill report --data archive",
            "  tracemill report --data archive --run resnet --rank 0 --top 30",
            "  tracemill report --data archive --kernel 'gemm*bf16'",
            "  tracemill report --data archive --operator attention --format csv \\",
            "      --sheet operators",
            "  tracemill report --data archive --label commit=1a2b3c",
            "  tracemill report --data archive --format json \\",
            "      | jq '.traces[].bottlenecks[].bottleneck'",
            "  tracemill report --data archive --format csv --sheet kernels",
            "  tracemill report --data archive --run resnet --html resnet.html"
        })
final class ReportCommand extends CommonOptions implements Callable<Integer> {

    /** Steps that a page shows on request, at most. */
    private static final int MOST_STEPS = 20;

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(names = "--run", paramLabel = "RUN", description = "Report only traces of this run.")
    private @Nullable String run;

    @Option(names = "--rank", paramLabel = "N", description = "Report only traces of this rank.")
    private @Nullable Integer rank;

    @Option(names = "--trace", paramLabel = "ID", description = "Report only the trace whose id begins with this.")
    private String trace = "";

    @Mixin
    private final LabelFilter labels = new LabelFilter();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final ReportOptions print = new ReportOptions();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        print.check();
        boolean isPage = print.html().isWanted();
        RowFilter filter = isPage ? new RowFilter(List.of()) : UsageError.checked(spec, filters::filter);
        if (!Files.isDirectory(data)) {
            throw new Failure(data + ": no such directory");
        }
        Archive archive = Archive.open(data);
        List<TraceInfo> traces =
                archive.traces().stream().filter(this::isWanted).toList();
        if (traces.isEmpty()) {
            throw nothing(archive);
        }
        if (isPage) {
            writePage(archive, traces);
        } else {
            print(ArchiveReports.of(archive, this::isWanted).with(ArchivedTelemetry.in(data)), filter);
        }
        return ExitCode.DONE.code();
    }

    private Failure nothing(Archive archive) throws IOException {
        String runs = archive.traces().stream()
                .map(TraceInfo::getRun)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Failure(
                data + ": contains no finished trace" + (runs.isEmpty() ? "" : " that matches; runs: " + runs));
    }

    private void print(ReportSet reports, RowFilter filter) throws IOException {
        try {
            print.print(reports, filter, console);
        } catch (NoMatchException e) {
            throw new Failure(data + ": " + e.getMessage(), e);
        }
    }

    private void writePage(Archive archive, List<TraceInfo> traces) throws IOException {
        try (ArchiveSql sql = ArchiveSql.openStreaming(data)) {
            print.html()
                    .write(
                            new PageArchive(archive, sql),
                            print.settings(console),
                            askedSteps(archive, traces),
                            pages -> pages.beside(ArchivedTelemetry.in(sql)).ofTraces(traces),
                            console);
        }
    }

    /** The steps that are asked for and that a trace has. */
    private Set<Integer> askedSteps(Archive archive, List<TraceInfo> traces) throws IOException {
        Set<Integer> asked = new TreeSet<>();
        if (!filters.steps().isEmpty()) {
            for (TraceInfo trace : traces) {
                for (DeviceStats window : archive.rows(trace.getTraceId(), DeviceStats.class)) {
                    if (window.getStep() != null && filters.asksFor(window.getStep())) {
                        asked.add(window.getStep());
                    }
                }
            }
            if (asked.isEmpty()) {
                throw new Failure(data + ": no trace has a step that --step asks for");
            }
        }
        if (asked.size() > MOST_STEPS) {
            throw new Failure(
                    "--step with --html asks for " + asked.size() + " steps but must ask for at most " + MOST_STEPS);
        }
        return asked;
    }

    private boolean isWanted(TraceInfo info) {
        return (run == null || run.equals(info.getRun()))
                && (rank == null || rank.equals(info.getRank()))
                && info.getTraceId().startsWith(trace)
                && labels.accepts(info.getLabels());
    }
}
