package io.tracemill.cli;

import io.tracemill.cli.config.Offsets;
import io.tracemill.cli.export.ExportOutcome;
import io.tracemill.cli.export.ExportRequest;
import io.tracemill.cli.export.TraceExport;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a trace of an archive for a trace viewer. */
@Command(
        name = "export",
        header = "Export a trace of an archive to a file for Perfetto (ui.perfetto.dev).",
        description = {
            "The file has the spans of the trace, a flow from each launch to its device event, and tracks",
            "with the steps, verdicts, gaps and memory of each device. Without --step, --from or --to, it",
            "has the whole trace. Spans that begin before the cut or end after it are clipped to it."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill export --data archive --trace 019a5b --step 3 \\",
            "      --perfetto step3.json.gz",
            "  tracemill export --data archive --run resnet --rank 0 --perfetto rank0.json.gz",
            "  tracemill export --data archive --trace 019a5b --from 118ms --to 1.5s \\",
            "      --perfetto cut.json.gz"
        })
final class ExportCommand extends CommonOptions implements Callable<Integer> {

    /** Bytes of JSON above which a browser may run out of memory. */
    private static final long COMFORTABLE_BYTES = 500_000_000;

    private static final int LISTED = 5;

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(
            names = "--trace",
            paramLabel = "ID",
            description = "Export the trace whose id begins with this; not needed if only one trace matches.")
    private String trace = "";

    @Option(names = "--run", paramLabel = "RUN", description = "Export a trace of this run.")
    private @Nullable String run;

    @Option(names = "--rank", paramLabel = "N", description = "Export a trace of this rank.")
    private @Nullable Integer rank;

    @Option(names = "--step", paramLabel = "N", description = "Export only this step; -1 is the time before the first.")
    private @Nullable Integer step;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Offsets.class,
            description = "Export only what is after this time, such as 118ms, from the first event of the trace.")
    private @Nullable Duration from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Offsets.class,
            description = "Export only what is before this time, from the first event of the trace.")
    private @Nullable Duration to;

    @Option(
            names = "--perfetto",
            required = true,
            paramLabel = "FILE",
            description = "Output file (.json or .json.gz); replaced if it exists.")
    private Path perfetto = Path.of("");

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(data)) {
            throw new Failure(data + ": no such directory");
        }
        ExportRequest request = request(wanted(Archive.open(data).traces()));
        StatusLine status = new StatusLine(console, progress.isShown());
        try {
            long all = request.trace().getSpansWritten();
            tell(TraceExport.run(
                    request,
                    spans -> status.show(
                            perfetto + ": " + Figures.count(spans) + " of " + Figures.count(all) + " spans")));
        } finally {
            status.clear();
        }
        return ExitCode.DONE.code();
    }

    private ExportRequest request(TraceInfo of) {
        try {
            return new ExportRequest(data, of, step, from, to, perfetto);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private TraceInfo wanted(List<TraceInfo> traces) throws Failure {
        List<TraceInfo> matching = traces.stream().filter(this::isWanted).toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        if (traces.isEmpty()) {
            throw new Failure(data + ": contains no finished trace");
        }
        String problem = matching.isEmpty()
                ? ": no trace matches; traces: "
                : ": several traces match, --run, --rank and --trace name one of them: ";
        throw new Failure(data + problem + list(matching.isEmpty() ? traces : matching));
    }

    private boolean isWanted(TraceInfo info) {
        return info.getTraceId().startsWith(trace)
                && (run == null || run.equals(info.getRun()))
                && (rank == null || rank.equals(info.getRank()));
    }

    private static String list(List<TraceInfo> traces) {
        String listed = traces.stream()
                .limit(LISTED)
                .map(info -> info.getTraceId() + " (run " + info.getRun()
                        + (info.getRank() == null ? "" : ", rank " + info.getRank()) + ")")
                .collect(Collectors.joining(", "));
        int more = traces.size() - LISTED;
        return more > 0 ? listed + " and " + Figures.count(more) + " more" : listed;
    }

    private void tell(ExportOutcome done) {
        if (progress.isShown()) {
            console.say(perfetto + ": " + Figures.count(done.spans()) + " spans, " + Figures.count(done.flows())
                    + " flows, " + Figures.count(done.gaps()) + " gaps, " + Figures.bytes(done.bytes()) + " of JSON");
        }
        if (done.bytes() > COMFORTABLE_BYTES) {
            console.say("tracemill export: a browser may not have the memory for more than "
                    + Figures.bytes(COMFORTABLE_BYTES) + "; --step, or --from and --to, cut less of the trace");
        }
    }
}
