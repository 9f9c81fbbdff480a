package io.tracemill.cli;

import io.tracemill.cli.analyze.AnalyzeJob;
import io.tracemill.cli.analyze.AnalyzeOutcome;
import io.tracemill.cli.analyze.AnalyzeRequest;
import io.tracemill.cli.page.PageArchive;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.ArchiveReports;
import io.tracemill.cli.report.ReportSet;
import io.tracemill.cli.report.TelemetryUse;
import io.tracemill.cli.report.filter.RowFilter;
import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes traces through the whole pipeline in this process and prints their report. */
@Command(
        name = "analyze",
        header = "Analyse traces on this machine, archive the results and print a report.",
        description = "A trace that is already in the archive is not analysed again. Without --out, nothing is kept.",
        footer = {
            "",
            "Examples:",
            "  tracemill analyze rank0.json.gz",
            "  tracemill analyze rank0.json.gz --html report.html",
            "  tracemill analyze rank0.json.gz --out archive --label commit=1a2b3c \\",
            "      --label model=llama",
            "  tracemill analyze traces/ --out archive --run resnet-2026-03 \\",
            "      --drop-categories python_function",
            "  tracemill analyze rank*.json --out archive --min-duration 10us \\",
            "      --categories kernel --format json"
        })
final class AnalyzeCommand extends CommonOptions implements Callable<Integer> {

    /** Place of an archive that is not kept, in the temporary directory. */
    private static final Path UNKEPT = Path.of("archive");

    /** Most files that one line names. */
    private static final int LISTED = 5;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DropOption drop = new DropOption();

    @Mixin
    private final IngestOptions ingest = new IngestOptions();

    @Mixin
    private final TelemetryOptions telemetry = new TelemetryOptions();

    @Mixin
    private final PassOptions pass = new PassOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Archive directory; created if missing (default: one below --temp-dir that is removed at the end).")
    private @Nullable Path out;

    @Option(
            names = "--dead-letters",
            paramLabel = "FILE",
            description =
                    "Write rejected events to this file, one JSON object per line: reason, position, first bytes.")
    private @Nullable Path deadLetters;

    @Mixin
    private final ReportOptions print = new ReportOptions();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    AnalyzeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        print.check();
        IngestConfig config = UsageError.checked(spec, () -> ingest.config(drop, false));
        TelemetrySettings readings = telemetry.settings(config);
        AnalyzeRequest request = UsageError.checked(
                spec,
                () -> new AnalyzeRequest(
                        ingest.paths(),
                        out == null ? UNKEPT : out,
                        out != null,
                        ingest.tempDir(),
                        config,
                        readings,
                        pass.config(drop),
                        deadLetters));
        try (AnalyzeJob job = new AnalyzeJob(request, new StatusLine(console, progress.isShown()))) {
            AnalyzeOutcome outcome = job.run();
            report(outcome);
            return outcome.exitCode().code();
        }
    }

    private void report(AnalyzeOutcome outcome) throws IOException {
        Set<String> ids = outcome.traceIds();
        if (print.html().isWanted()) {
            if (!ids.isEmpty()) {
                writePage(outcome.archive(), ids, outcome.telemetry().use());
            } else if (!outcome.telemetry().isEmpty()) {
                console.say("tracemill analyze: no page is written, because there is no trace to draw");
            }
        } else if (!ids.isEmpty() || !outcome.telemetry().isEmpty()) {
            ReportSet traces =
                    ArchiveReports.of(Archive.open(outcome.archive()), trace -> ids.contains(trace.getTraceId()));
            print.print(traces.with(outcome.telemetry().use()), new RowFilter(List.of()), console);
        }
        if (out == null) {
            console.say("tracemill analyze: no archive was kept; --out DIR keeps the results in an archive");
        } else if (progress.isShown() && outcome.added() > 0) {
            console.say("tracemill analyze: archived " + Figures.count(outcome.added())
                    + (outcome.added() == 1 ? " trace in " : " traces in ") + out);
        }
        if (!outcome.notWhole().isEmpty()) {
            console.say("tracemill analyze: warning: " + notWhole(outcome.notWhole()));
        }
    }

    private static String notWhole(List<Path> files) {
        String named = files.stream().limit(LISTED).map(Path::toString).collect(Collectors.joining(", "));
        int more = files.size() - LISTED;
        return "not whole, since the file ends in the middle: " + named
                + (more > 0 ? " and " + Figures.count(more) + " more" : "");
    }

    private void writePage(Path data, Set<String> ids, TelemetryUse telemetry) throws IOException {
        Archive archive = Archive.open(data);
        List<TraceInfo> traces = archive.traces().stream()
                .filter(trace -> ids.contains(trace.getTraceId()))
                .toList();
        try (ArchiveSql sql = ArchiveSql.openStreaming(data)) {
            print.html()
                    .write(
                            new PageArchive(archive, sql),
                            print.settings(console),
                            Set.of(),
                            pages -> pages.beside(telemetry).ofTraces(traces),
                            console);
        }
    }
}
