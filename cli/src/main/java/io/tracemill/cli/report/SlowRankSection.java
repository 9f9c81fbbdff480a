package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
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
                    .map(SlowRankSection::sentence)
                    .forEach(sheet::say);
            sayEvenWork(first, sheet);
        }
        return sheet.build();
    }

    /** Warns of what is not judged, unless the section on ranks has already told it. */
    private static void warn(RunReport run, SlowRankFinding first, SheetBuilder<SlowRankFinding> sheet) {
        String reason = first.getReason();
        if (reason != null && !reason.equals(run.whole().getReason())) {
            sheet.say(Sentence.warning("not everything is judged: " + reason + "."));
        }
        if (first.getGuessed()) {
            sheet.say(guessed());
        }
    }

    /** Warning that stages of a pipeline are guessed. */
    static Sentence guessed() {
        return Sentence.warning("the traces do not tell the stages of a pipeline, so it is guessed from computing which"
                + " ranks are peers.");
    }

    /** What a finding says, with its cost. */
    static Sentence sentence(SlowRankFinding row) {
        if (row.getKind() == SlowRankKind.NONE) {
            return row.getSteps() == 0
                    ? Sentence.of("Whether a rank is slow cannot be said.")
                    : Sentence.of("No rank, host, link or stage makes the run slower: ")
                            .count(row.getSteps())
                            .text(" steps were judged.");
        }
        return Sentence.of(SlowRankLabels.sentence(row) + ", which costs ")
                .percent(row.getCostPct())
                .text(" of the step time; in ")
                .count(row.getHits())
                .text(" of ")
                .count(row.getSteps())
                .text(" steps, confidence " + row.getConfidence() + ".");
    }

    private static void sayEvenWork(SlowRankFinding first, SheetBuilder<SlowRankFinding> sheet) {
        Double balanced = first.getSlowdownBalanced();
        if (balanced == null || first.getKind() == SlowRankKind.NONE) {
            return;
        }
        Sentence sentence =
                Sentence.of("Steps of even work on all ranks would take ").percent(100 / balanced);
        Double ideal = first.getSlowdownIdeal();
        sheet.say((ideal == null
                        ? sentence
                        : sentence.text(", and in a full pipeline ").percent(100 / ideal))
                .text(" of the time."));
    }

    private static Fields<SlowRankFinding> fields() {
        return AvroFields.of(SlowRankFinding.getClassSchema(), (SlowRankFinding row) -> row)
                .without(Set.of("run", "date", "final_ms"))
                .with(
                        "where",
                        Unit.TEXT,
                        "Ranks, host, group or stage that the finding is about.",
                        SlowRankLabels::where)
                .named("kind", row -> SlowRankLabels.kind(row.getKind()));
    }
}
