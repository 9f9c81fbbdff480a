package io.tracemill.cli.analyze;

import io.tracemill.cli.service.IngestStatus;
import io.tracemill.cli.service.IngestedFiles;
import io.tracemill.cli.service.OutDirectory;
import io.tracemill.cli.telemetry.TelemetryFiles;
import io.tracemill.cli.telemetry.TelemetryIngest;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.TraceFiles;
import io.tracemill.ingest.redact.Redaction;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Takes files through the whole pipeline in this process, into an archive. */
public final class AnalyzeJob implements AutoCloseable {

    private final AnalyzeRequest request;
    private final StatusLine status;
    private final IngestedFiles files;
    private final Set<String> archived = new HashSet<>();
    private int failures;
    private @Nullable PipelineLifecycle lifecycle;

    /** A job that says what happens on a status line. */
    public AnalyzeJob(AnalyzeRequest request, StatusLine status) {
        this.request = request;
        this.status = status;
        this.files = IngestedFiles.ofAnalyze(request.ingest(), status, request.paths());
    }

    /**
     * Analyses every file that can be; one that cannot does not keep the others from it. To be called once. The archive
     * is complete when this returns; broker and topology still run, for nobody should wait for their end. If it is not
     * kept, it can be read until this is closed.
     *
     * @throws IOException if nothing can be analysed at all; the message is one line
     */
    public AnalyzeOutcome run() throws IOException, InterruptedException {
        List<Path> paths = TraceFiles.find(request.paths(), TelemetryFiles::isBeside);
        if (request.keeps()) {
            OutDirectory.prepare(request.out());
        }
        if (request.deadLetters() != null) {
            Files.write(request.deadLetters(), new byte[0]);
        }
        ArchiveLock lock = request.keeps() ? ArchiveLock.await(request.out(), status) : null;
        try {
            return outcome(analyze(paths));
        } finally {
            status.clear();
            if (lock != null) {
                lock.close();
            }
        }
    }

    private AnalyzeOutcome outcome(Path archive) {
        Set<String> added = new HashSet<>(archived);
        added.retainAll(files.published());
        return new AnalyzeOutcome(
                archive,
                archived,
                added.size(),
                files.notWhole(),
                files.failed() + failures,
                files.pastBudget(),
                files.telemetry());
    }

    /** Returns the archive. */
    private Path analyze(List<Path> paths) throws IOException, InterruptedException {
        Set<Path> telemetry = paths.stream().filter(TelemetryFiles::isOne).collect(Collectors.toSet());
        lifecycle = PipelineLifecycle.open(
                request, new AnalyzedFiles(paths.size() - telemetry.size() > 1, !telemetry.isEmpty()));
        Map<String, String> known = ArchivedTelemetry.in(lifecycle.archive());
        try (TelemetryIngest readings = new TelemetryIngest(request.telemetry(), known, lifecycle::readings)) {
            readings(paths, telemetry, readings);
            analyze(paths.stream().filter(path -> !telemetry.contains(path)).toList(), lifecycle);
            known = readings.readBefore();
        } finally {
            lifecycle.closeArchive();
        }
        checkArchived(lifecycle.archive());
        if (request.keeps() && files.telemetry().read() > 0) {
            ArchivedTelemetry.put(lifecycle.archive(), known);
        }
        return lifecycle.archive();
    }

    private void readings(List<Path> paths, Set<Path> telemetry, TelemetryIngest readings) throws InterruptedException {
        for (Path path : paths) {
            if (telemetry.contains(path)) {
                try {
                    files.add(readings.ingest(path));
                } catch (IngestException e) {
                    files.addFailed(path, e);
                }
            }
        }
    }

    private void analyze(List<Path> paths, PipelineLifecycle lifecycle) throws IOException, InterruptedException {
        Archive archive = Archive.open(lifecycle.archive());
        Set<String> published = files.published();
        try {
            ingest(paths, archive.finishedTraceIds(), lifecycle);
            archived.addAll(files.alreadyFinished());
            noteKeptLabels(archive);
            Collection<TraceInfo> traces = published.isEmpty() ? List.of() : await(lifecycle.pipeline());
            EarlierRanks earlier = EarlierRanks.of(archive, archived, traces);
            boolean hasReadings = files.telemetry().totals().published() > 0;
            if (!traces.isEmpty() || !earlier.isEmpty() || hasReadings) {
                lifecycle.pipeline().finish(traces, earlier).ifPresent(this::failed);
            }
            traces.forEach(this::finished);
            if ((!published.isEmpty() || hasReadings) && request.deadLetters() != null) {
                lifecycle.pipeline().writeDeadLetters(request.deadLetters());
            }
        } catch (InterruptedException | InterruptException e) {
            // Kafka's clients set the flag again; what is asked now must not be interrupted by it.
            Thread.interrupted();
            lifecycle.pipeline().checkAlive();
            throw e;
        }
    }

    /** Says of traces that were analysed before that they keep their labels, if others were given. */
    private void noteKeptLabels(Archive archive) throws IOException {
        SortedMap<String, String> given = request.ingest().origin().labels();
        if (given.isEmpty()) {
            return;
        }
        Redaction redaction = new Redaction(request.ingest().rules().redaction());
        Map<String, String> wanted = redaction.values(given);
        for (TraceInfo trace : archive.traces()) {
            if (archived.contains(trace.getTraceId()) && !trace.getLabels().equals(wanted)) {
                status.say("tracemill: trace " + trace.getTraceId()
                        + " was analysed before, and keeps the labels of then: " + new TreeMap<>(trace.getLabels()));
            }
        }
    }

    private Collection<TraceInfo> await(LocalPipeline pipeline) throws IOException {
        return pipeline.await(
                files.published(),
                done -> status.show(
                        "analysing: " + done + " of " + files.published().size() + " traces done"));
    }

    private void ingest(List<Path> paths, Set<String> finished, PipelineLifecycle lifecycle)
            throws IOException, InterruptedException {
        try (IngestJob job = new IngestJob(
                request.ingest().withLimits(limits -> limits.withTempDir(lifecycle.path())),
                lifecycle::publisher,
                id -> finished.contains(id) || files.published().contains(id),
                new IngestStatus(status, paths.size()))) {
            for (Path path : paths) {
                ingest(path, job);
            }
            files.end();
        }
    }

    private void ingest(Path path, IngestJob job) throws InterruptedException {
        try {
            files.add(job.ingest(path));
        } catch (IngestException e) {
            files.addFailed(path, e);
        }
    }

    /** Fails unless each trace that was published is in the archive, as its readers see it. */
    private void checkArchived(Path archive) throws IOException {
        Set<String> missing = new TreeSet<>(files.published());
        if (!missing.isEmpty()) {
            missing.removeAll(Archive.open(archive).finishedTraceIds());
            missing.forEach(id -> failed("trace " + id + " is not in the archive"));
            archived.removeAll(missing);
        }
    }

    private void failed(String line) {
        failures++;
        status.say("tracemill: " + line);
    }

    private void finished(TraceInfo trace) {
        archived.add(trace.getTraceId());
        if (trace.getState() != TraceState.COMPLETE) {
            failed("trace " + trace.getTraceId() + " is " + trace.getState() + ": " + trace.getReason());
        }
    }

    /** Lets end what still runs; does not wait for it. */
    @Override
    public void close() {
        if (lifecycle != null) {
            lifecycle.close();
        }
    }
}
