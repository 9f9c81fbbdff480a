package io.tracemill.cli;

import io.tracemill.cli.report.filter.NoMatchException;
import io.tracemill.cli.report.filter.RowFilter;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "  tracemill report --data archive --format csv --sheet kernels"
        })
final class ReportCommand extends CommonOptions implements Callable<Integer> {

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
        RowFilter filter = UsageError.checked(spec, filters::filter);
        if (!Files.isDirectory(data)) {
            throw new Failure(data + ": no such directory");
        }
        Archive archive = Archive.open(data);
        ArchiveReports reports = ArchiveReports.of(archive, this::isWanted);
        if (reports.traces().isEmpty()) {
            String runs = archive.traces().stream()
                    .map(TraceInfo::getRun)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new Failure(
                    data + ": contains no finished trace" + (runs.isEmpty() ? "" : " that matches; runs: " + runs));
        }
        try {
            print.print(reports, filter, console);
        } catch (NoMatchException e) {
            throw new Failure(data + ": " + e.getMessage(), e);
        }
        return ExitCode.DONE.code();
    }

    private boolean isWanted(TraceInfo info) {
        return (run == null || run.equals(info.getRun()))
                && (rank == null || rank.equals(info.getRank()))
                && info.getTraceId().startsWith(trace)
                && labels.accepts(info.getLabels());
    }
}
