package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.List;
import java.util.Set;

/** Section on what makes a run slow: a rank, host, link or stage, or work that varies. */
final class SlowRankSection implements Section<RunReport> {

    private static final Layout<SlowRankFinding> LAYOUT = Layout.rows("slow_ranks", "Slow ranks", fields())
            .about("what makes the run slow; cost in percent of its step time")
            .key("kind", "finding")
            .main("where", "where")
            .main("cost_pct", "cost")
            .main("hits", "in steps")
            .side("steps", "of steps")
            .main("confidence", "confidence")
            .details()
            .mark("minor", List.of("cost_pct"), "too little to be worth attention")
            .mark("transient", List.of("hits"), "for a while only")
            .build();

    private final SlowRankWords words;

    SlowRankSection(SlowRankWords words) {
        this.words = words;
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        List<SlowRankFinding> findings = run.findings();
        SheetBuilder<SlowRankFinding> sheet = LAYOUT.sheet(findings)
                .showing(findings.stream()
                        .filter(row -> row.getKind() != SlowRankKind.NONE)
                        .toList());
        if (!findings.isEmpty()) {
            SlowRankFinding first = findings.get(0);
            warn(run, first, sheet);
            findings.stream()
                    .filter(row -> !row.getMinor())
                    .flatMap(row -> words.finding(row, run).stream())
                    .forEach(sheet::say);
            sayEvenWork(first, sheet);
        }
        return sheet.build();
    }

    /** Warns of what is not judged, unless the section on ranks has already told it. */
    private void warn(RunReport run, SlowRankFinding first, SheetBuilder<SlowRankFinding> sheet) {
        String reason = first.getReason();
        if (reason != null && !reason.equals(run.whole().getReason())) {
            sheet.say(words.notJudged(reason));
        }
        if (first.getGuessed()) {
            sheet.say(words.guessed());
        }
    }

    private void sayEvenWork(SlowRankFinding first, SheetBuilder<SlowRankFinding> sheet) {
        Double balanced = first.getSlowdownBalanced();
        if (balanced == null || first.getKind() == SlowRankKind.NONE) {
            return;
        }
        Double ideal = first.getSlowdownIdeal();
        sheet.say(ideal == null ? words.saving(saved(balanced)) : words.saving(saved(balanced), saved(ideal)));
    }

    /** Time that would be saved, in percent, of what is slower by a factor. */
    private static double saved(double slowdown) {
        return 100 - 100 / slowdown;
    }

    private static Fields<SlowRankFinding> fields() {
        return AvroFields.of(SlowRankFinding.getClassSchema(), (SlowRankFinding row) -> row)
                .without(Set.of("run", "date", "final_ms"))
                .with(
                        "where",
                        Unit.TEXT,
                        "Ranks, host, group or stage that the finding is about.",
                        SlowRankLabels::where)
                .named("kind", row -> SlowRankLabels.kind(row.getKind()))
                .named("confidence", row -> Labels.confidence(row.getConfidence()));
    }
}
