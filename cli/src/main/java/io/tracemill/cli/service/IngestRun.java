package io.tracemill.cli.service;

import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestReport;
import io.tracemill.ingest.publish.TracePublisher;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Publishes files one after the other; one that cannot be does not keep the others from it. */
public final class IngestRun implements AutoCloseable {

    private final IngestConfig config;
    private final StatusLine status;
    private final IngestJob job;
    private IngestCounts counts = new IngestCounts();
    private final Set<String> published = new HashSet<>();
    private final RankFiles ranks = new RankFiles();
    private int failed;
    private int pastBudget;

    /**
     * A run.
     *
     * @param publishers asked once, when there is something to publish
     * @param finished says which traces need no ingest
     */
    public IngestRun(
            IngestConfig config,
            Supplier<? extends TracePublisher> publishers,
            Predicate<String> finished,
            StatusLine status) {
        this.config = config;
        this.status = status;
        Predicate<String> known = id -> published.contains(id) || finished.test(id);
        this.job = new IngestJob(config, publishers, known, new IngestStatus(status));
    }

    /**
     * Publishes a file, and says what became of it.
     *
     * @throws KafkaException if the cluster, and not the file, is why it could not be published
     */
    public void ingest(Path file) throws InterruptedException {
        try {
            IngestOutcome outcome = job.ingest(file);
            if (outcome instanceof IngestOutcome.Published done) {
                counts.add(done.report());
                say(done.report());
            } else if (outcome instanceof IngestOutcome.AlreadyFinished before) {
                counts.wasFinished();
                status.say("tracemill ingest: " + file + ": already finished as trace " + before.traceId());
            } else if (outcome instanceof IngestOutcome.CutOff cut) {
                status.say("tracemill ingest: " + file + ": skipped: it ends at byte " + cut.bytes()
                        + " without its closing bracket; it is published once it is complete, or without --watch");
            }
        } catch (IngestException e) {
            if (e.getCause() instanceof KafkaException cluster) {
                throw cluster;
            }
            failed++;
            counts.hasFailed();
            status.say("tracemill ingest: " + ErrorLine.of(e));
        }
    }

    private void say(IngestReport report) {
        published.add(report.traceId());
        report.warnings().forEach(this::warn);
        ranks.note(report.traceId(), report.run(), report.rank(), report.file()).ifPresent(this::warn);
        status.say("tracemill ingest: " + report.file() + ": " + report.totals().getPublished()
                + " events published as trace " + report.traceId());
        if (!report.withinRejectBudget()) {
            pastBudget++;
            status.say("tracemill ingest: " + report.file() + ": more events were rejected than --max-rejected allows ("
                    + config.rules().maxRejectedPct() + " %)");
        }
    }

    private void warn(String warning) {
        status.say("tracemill ingest: warning: " + warning);
    }

    /** From now on counts there what it does. */
    public void countIn(IngestCounts others) {
        counts = others;
    }

    /** How it went so far. */
    public ExitCode exitCode() {
        if (failed > 0) {
            return ExitCode.FAILED;
        }
        return pastBudget > 0 ? ExitCode.PAST_REJECT_BUDGET : ExitCode.DONE;
    }

    @Override
    public void close() {
        job.close();
    }
}
