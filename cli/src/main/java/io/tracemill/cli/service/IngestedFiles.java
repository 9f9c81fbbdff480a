package io.tracemill.cli.service;

import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that one command has ingested: reports the outcome of each, and counts them. */
public final class IngestedFiles implements IngestOutcome.Cases<List<String>> {

    private final String prefix;
    private final boolean showsPublished;
    private final double maxRejectedPct;
    private final StatusLine status;
    private final IngestCounts counts;
    private final RankFiles ranks = new RankFiles();
    private final Set<String> published = new HashSet<>();
    private final Set<String> alreadyFinished = new HashSet<>();
    private int pastBudget;

    private IngestedFiles(
            String prefix, boolean showsPublished, IngestConfig config, StatusLine status, IngestCounts counts) {
        this.prefix = prefix;
        this.showsPublished = showsPublished;
        this.maxRejectedPct = config.rules().maxRejectedPct();
        this.status = status;
        this.counts = counts;
    }

    /** Files of a command that does nothing but ingest: each published file has a line of its own. */
    public static IngestedFiles ofIngest(IngestConfig config, StatusLine status, IngestCounts counts) {
        return new IngestedFiles("tracemill ingest: ", true, config, status, counts);
    }

    /** Files of a command that goes on to analyse what is published. */
    public static IngestedFiles ofAnalyze(IngestConfig config, StatusLine status) {
        return new IngestedFiles("tracemill: ", false, config, status, new IngestCounts());
    }

    /** Takes a file that ingest did not fail with. */
    public void add(IngestOutcome outcome) {
        outcome.fold(this).forEach(this::say);
    }

    /** Takes a file that could not be ingested. */
    public void addFailed(IngestException why) {
        counts.hasFailed();
        say(ErrorLine.of(why));
    }

    private void say(String line) {
        status.say(prefix + line);
    }

    @Override
    public List<String> published(IngestReport report) {
        counts.add(report);
        published.add(report.traceId());
        List<String> lines = new ArrayList<>();
        report.warnings().forEach(warning -> lines.add(warning(warning)));
        clash(report.traceId(), report.run(), report.rank(), report.file()).ifPresent(lines::add);
        if (showsPublished) {
            lines.add(report.file() + ": " + report.totals().getPublished() + " events published as trace "
                    + report.traceId());
        }
        if (!report.withinRejectBudget()) {
            pastBudget++;
            lines.add(report.file() + ": more events were rejected than --max-rejected allows (" + maxRejectedPct
                    + " %)");
        }
        return lines;
    }

    @Override
    public List<String> alreadyFinished(IngestOutcome.AlreadyFinished trace) {
        counts.wasFinished();
        alreadyFinished.add(trace.traceId());
        List<String> lines = new ArrayList<>();
        lines.add(trace.file() + ": already finished as trace " + trace.traceId() + ", with the options of that run");
        clash(trace.traceId(), trace.run(), trace.rank(), trace.file()).ifPresent(lines::add);
        return lines;
    }

    @Override
    public List<String> cutOff(IngestOutcome.CutOff file) {
        return List.of(file.file() + ": skipped: it ends at byte " + file.bytes()
                + " without its closing bracket; it is published once it is complete, or without --watch");
    }

    private Optional<String> clash(String traceId, String run, @Nullable Integer rank, Path file) {
        return ranks.note(traceId, run, rank, file).map(IngestedFiles::warning);
    }

    private static String warning(String text) {
        return "warning: " + text;
    }

    /** Ids of the traces that were published. */
    public Set<String> published() {
        return published;
    }

    /** Ids of the traces that was already finished. */
    public Set<String> alreadyFinished() {
        return alreadyFinished;
    }

    /** Files that could not be ingested. */
    public int failed() {
        return (int) counts.failed();
    }

    /** Files of which more events were rejected than allowed. */
    public int pastBudget() {
        return pastBudget;
    }
}
