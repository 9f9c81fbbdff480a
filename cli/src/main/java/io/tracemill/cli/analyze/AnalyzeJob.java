package io.tracemill.cli.analyze;

import io.tracemill.cli.service.IngestStatus;
import io.tracemill.cli.service.OutDirectory;
import io.tracemill.cli.service.RankFiles;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestReport;
import io.tracemill.ingest.TraceFiles;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Takes files through the whole pipeline in this process, into an archive. */
public final class AnalyzeJob implements AutoCloseable {

    private final AnalyzeRequest request;
    private final StatusLine status;
    private final Set<String> known = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private final Set<String> archived = new HashSet<>();
    private final RankFiles ranks = new RankFiles();
    private int failed;
    private int pastBudget;
    private @Nullable Workplace workplace;

    /** A job that says what happens on a status line. */
    public AnalyzeJob(AnalyzeRequest request, StatusLine status) {
        this.request = request;
        this.status = status;
    }

    /**
     * Analyses every file that can be; one that cannot does not keep the others from it. To be called once. The archive is
     * complete when this returns; broker and topology still run, for nobody should wait for their end.
     *
     * @throws IOException if nothing can be analysed at all; the message is one line
     */
    public AnalyzeOutcome run() throws IOException, InterruptedException {
        List<Path> files = TraceFiles.find(request.paths());
        OutDirectory.prepare(request.out());
        if (request.deadLetters() != null) {
            Files.write(request.deadLetters(), new byte[0]);
        }
        Turn turn = Turn.await(request.out(), status);
        try {
            analyze(files);
        } finally {
            status.clear();
            turn.close();
        }
        return new AnalyzeOutcome(archived, failed, pastBudget);
    }

    private void analyze(List<Path> files) throws IOException, InterruptedException {
        workplace = Workplace.open(request, files.size() > 1);
        try {
            Archive archive = Archive.open(request.out());
            known.addAll(archive.finishedTraceIds());
            analyze(files, archive, workplace);
        } finally {
            workplace.closeArchive();
        }
    }

    private void analyze(List<Path> files, Archive archive, Workplace workplace)
            throws IOException, InterruptedException {
        try {
            ingest(files, workplace);
            Collection<TraceInfo> traces = published.isEmpty() ? List.of() : await(workplace.pipeline());
            List<RankSteps> earlier = EarlierRanks.of(archive, archived, traces);
            if (!traces.isEmpty() || !earlier.isEmpty()) {
                workplace.pipeline().finish(traces, earlier);
            }
            traces.forEach(this::finished);
            if (!published.isEmpty() && request.deadLetters() != null) {
                workplace.pipeline().writeDeadLetters(request.deadLetters());
            }
        } catch (InterruptedException | InterruptException e) {
            // Kafka's clients set the flag again; what is asked now must not be interrupted by it.
            Thread.interrupted();
            workplace.pipeline().checkAlive();
            throw e;
        }
    }

    private Collection<TraceInfo> await(LocalPipeline pipeline) throws IOException {
        return pipeline.await(
                published, done -> status.show("analysing: " + done + " of " + published.size() + " traces done"));
    }

    private void ingest(List<Path> files, Workplace workplace) throws IOException, InterruptedException {
        try (IngestJob job = new IngestJob(
                request.ingest().withLimits(limits -> limits.withTempDir(workplace.path())),
                workplace::publisher,
                known::contains,
                new IngestStatus(status))) {
            for (Path file : files) {
                ingest(file, job);
            }
        }
    }

    private void ingest(Path file, IngestJob job) throws IOException, InterruptedException {
        try {
            IngestOutcome outcome = job.ingest(file);
            if (outcome instanceof IngestOutcome.Published done) {
                published(done.report());
            } else if (outcome instanceof IngestOutcome.AlreadyFinished before) {
                status.say("tracemill: " + file + ": already analysed as trace " + before.traceId()
                        + ", with the options of that run");
                archived.add(before.traceId());
                ranks.note(before.traceId(), before.run(), before.rank(), file).ifPresent(this::warn);
            }
        } catch (IngestException e) {
            failed++;
            status.say("tracemill: " + ErrorLine.of(e));
        }
    }

    private void published(IngestReport report) {
        published.add(report.traceId());
        known.add(report.traceId());
        report.warnings().forEach(this::warn);
        ranks.note(report.traceId(), report.run(), report.rank(), report.file()).ifPresent(this::warn);
        if (!report.withinRejectBudget()) {
            pastBudget++;
            status.say("tracemill: " + report.file() + ": more events were rejected than --max-rejected allows ("
                    + request.ingest().rules().maxRejectedPct() + " %)");
        }
    }

    private void warn(String warning) {
        status.say("tracemill: warning: " + warning);
    }

    private void finished(TraceInfo trace) {
        archived.add(trace.getTraceId());
        if (trace.getState() != TraceState.COMPLETE) {
            failed++;
            status.say("tracemill: trace " + trace.getTraceId() + " is " + trace.getState() + ": " + trace.getReason());
        }
    }

    /** Lets end what still runs; does not wait for it. */
    @Override
    public void close() {
        if (workplace != null) {
            workplace.close();
        }
    }
}
