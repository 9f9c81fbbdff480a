package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.TraceInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section on all traces together: a line for each device, what makes the runs slow, and what was refused. */
final class SummarySection implements Section<Differences> {

    private static final Layout<SummaryRow> LAYOUT = Layout.view("summary", "Summary", SummaryRow.FIELDS)
            .about("one line for each device; main idle cause: in percent of the window")
            .key("run", "run")
            .key("rank", "rank")
            .key("device", "device")
            .side("steps", "steps")
            .main("mean_step_ns", "mean step")
            .side("total_ns", "window")
            .main("bottleneck", "bound by")
            .main("cause", "main idle cause")
            .main("cause_pct", "of window")
            .side("computing_pct", "computing")
            .side("communication_pct", "comm.")
            .side("idle_pct", "idle")
            .main("differs", "differs in")
            .side("date", "date")
            .side("source", "file")
            .details()
            .build();

    private final boolean full;
    private final SlowRankWords words;

    /**
     * Section of a report.
     *
     * @param full whether all traces follow in full
     * @param words words for findings
     */
    SummarySection(boolean full, SlowRankWords words) {
        this.full = full;
        this.words = words;
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Differences differences, int top) {
        ReportSet reports = differences.reports();
        SheetBuilder<SummaryRow> sheet = LAYOUT.sheet(reports.traces().stream()
                .flatMap(report -> SummaryRow.of(report, differences.in(report)).stream())
                .toList());
        reports.runs().forEach(run -> sayWhatIsSlow(run, reports.runs().size() > 1, sheet));
        refused(reports, sheet);
        if (!full) {
            tellWhatFollows(differences, sheet);
        }
        return sheet.build();
    }

    private void sayWhatIsSlow(RunReport run, boolean named, SheetBuilder<SummaryRow> sheet) {
        for (SlowRankFinding finding : run.findings()) {
            if (!finding.getMinor()) {
                List<Sentence> sentences = words.finding(finding, run);
                String prefix = named ? "Run " + run.whole().getRun() + ": " : "";
                sheet.say(Sentence.of(prefix).with(sentences.get(0)));
                sentences.stream().skip(1).forEach(sheet::say);
            }
        }
        if (run.findings().stream().anyMatch(finding -> !finding.getMinor() && finding.getGuessed())) {
            sheet.say(words.guessed());
        }
    }

    private static void tellWhatFollows(Differences differences, SheetBuilder<SummaryRow> sheet) {
        int different = differences.traces().size();
        int shown = differences.shown().size();
        String below = different == 0
                ? "No trace differs from the others of its run."
                : "Below: " + (different == shown ? "" : shown + " of ") + different
                        + (different == 1
                                ? " trace that differs from the others of its run."
                                : " traces that differ from the others of their run.");
        sheet.note(Sentence.of(below + " --full prints all ")
                .count(differences.reports().traces().size())
                .text(" in full; --run, --rank and --trace of report choose some."));
    }

    private static void refused(ReportSet reports, SheetBuilder<SummaryRow> sheet) {
        long events = 0;
        long traces = 0;
        for (TraceReport report : reports.traces()) {
            long refused = refused(report.trace());
            events += refused;
            traces += refused > 0 ? 1 : 0;
        }
        if (events > 0) {
            sheet.note(Sentence.of("")
                    .count(events)
                    .text(events == 1 ? " event of " : " events of ")
                    .count(traces)
                    .text(traces == 1 ? " trace" : " traces")
                    .text(events == 1 ? " was refused" : " were refused")
                    .text("; COVERAGE tells the reasons."));
        }
    }

    private static long refused(TraceInfo trace) {
        @Nullable IngestTotals totals = trace.getTotals();
        return totals == null
                ? 0
                : totals.getRejected().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }
}
