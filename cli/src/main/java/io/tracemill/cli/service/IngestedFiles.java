package io.tracemill.cli.service;

import io.tracemill.cli.telemetry.IngestedTelemetry;
import io.tracemill.cli.telemetry.TelemetryOutcome;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestReport;
import io.tracemill.ingest.NoTraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
    private final Collection<Path> named;
    private final RankFiles ranks = new RankFiles();
    private final Set<String> published = new HashSet<>();
    private final Set<String> alreadyFinished = new HashSet<>();
    private final List<Path> notWhole = new ArrayList<>();
    private final IngestedTelemetry telemetry = new IngestedTelemetry();
    private int pastBudget;

    private IngestedFiles(Command command, double maxRejectedPct, StatusLine status, Collection<Path> named) {
        this.prefix = command.prefix;
        this.showsPublished = command.showsPublished;
        this.maxRejectedPct = maxRejectedPct;
        this.status = status;
        this.counts = command.counts;
        this.named = named;
    }

    /** A command that takes files in. */
    private record Command(String prefix, boolean showsPublished, IngestCounts counts) {}

    /**
     * Files of a command that does nothing but ingest: each published file has a line of its own.
     *
     * @param named paths that the user gave: a file among them must be a trace
     */
    public static IngestedFiles ofIngest(
            IngestConfig config, StatusLine status, IngestCounts counts, Collection<Path> named) {
        Command command = new Command("tracemill ingest: ", true, counts);
        return new IngestedFiles(command, config.rules().maxRejectedPct(), status, named);
    }

    /**
     * Files of a command that goes on to analyse what is published.
     *
     * @param named paths that the user gave: a file among them must be a trace
     */
    public static IngestedFiles ofAnalyze(IngestConfig config, StatusLine status, Collection<Path> named) {
        Command command = new Command("tracemill: ", false, new IngestCounts());
        return new IngestedFiles(command, config.rules().maxRejectedPct(), status, named);
    }

    /** Takes a file that ingest did not fail with. */
    public void add(IngestOutcome outcome) {
        outcome.fold(this).forEach(this::say);
    }

    /** Takes a file of telemetry. One without readings is skipped, unless it was named. */
    public void add(TelemetryOutcome outcome) {
        telemetry.add(outcome);
        if (outcome instanceof TelemetryOutcome.Read read) {
            add(read);
        } else if (outcome instanceof TelemetryOutcome.AlreadyRead known) {
            counts.wasFinished();
            say(known.file() + ": was read before, as " + known.before());
        } else if (outcome instanceof TelemetryOutcome.CutOff cut) {
            say(cut.file() + ": skipped: it ends at byte " + cut.bytes()
                    + " in the middle of its first line or of its compressed form;"
                    + " it is published once it is complete, or without --watch");
        }
    }

    private void add(TelemetryOutcome.Read read) {
        read.warnings().forEach(line -> say(warning(line)));
        String refused = read.file() + ": " + IngestedTelemetry.refused(read);
        if (IngestedTelemetry.isUseless(read) && named.contains(read.file())) {
            counts.hasFailed();
            say(refused);
            return;
        }
        if (IngestedTelemetry.isUseless(read)) {
            counts.wasSkipped();
            say(warning(refused + "; skipped"));
            return;
        }
        counts.add(read.totals());
        if (read.lost() > 0) {
            say(warning(refused));
        }
        if (showsPublished) {
            say(IngestedTelemetry.published(read));
        }
        if (read.lost() * 100.0 > maxRejectedPct * read.totals().read()) {
            pastBudget++;
            say(read.file() + ": more samples were lost than --max-rejected allows (" + maxRejectedPct + " %)");
        }
    }

    /** Takes a file that could not be ingested. One that is no trace is skipped, unless it was named. */
    public void addFailed(Path file, IngestException why) {
        if (why instanceof NoTraceException && !named.contains(file)) {
            counts.wasSkipped();
            say(warning(ErrorLine.of(why) + "; skipped"));
        } else {
            counts.hasFailed();
            say(ErrorLine.of(why));
        }
    }

    /** Ends a command that was given all of its files. It fails if all of them were skipped. */
    public void end() {
        if (telemetry.read() > 0) {
            say(telemetry.summary());
        }
        if (counts.skipped() > 0
                && published.isEmpty()
                && alreadyFinished.isEmpty()
                && telemetry.isEmpty()
                && failed() == 0) {
            counts.hasFailed();
            say("no file is a trace" + (telemetry.read() > 0 ? " or gave a reading" : "") + ": skipped "
                    + counts.skipped());
        }
    }

    /** The files of telemetry. */
    public IngestedTelemetry telemetry() {
        return telemetry;
    }

    private void say(String line) {
        status.say(prefix + line);
    }

    @Override
    public List<String> published(IngestReport report) {
        counts.add(report);
        published.add(report.traceId());
        if (report.totals().getTruncated()) {
            notWhole.add(report.file());
        }
        List<String> lines = new ArrayList<>();
        report.warnings().forEach(warning -> lines.add(warning(warning)));
        clash(report.traceId(), report.run(), report.rank(), report.file()).ifPresent(lines::add);
        if (showsPublished) {
            long events = report.totals().getPublished();
            lines.add(report.file() + ": " + events + (events == 1 ? " event" : " events") + " published as trace "
                    + report.traceId());
        }
        if (!report.withinRejectBudget()) {
            pastBudget++;
            lines.add(report.file() + ": more events or bytes were lost than --max-rejected allows (" + maxRejectedPct
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

    /** Published files that end in the middle. */
    public List<Path> notWhole() {
        return notWhole;
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
