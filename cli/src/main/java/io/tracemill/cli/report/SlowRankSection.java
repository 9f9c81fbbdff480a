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
import java.util.stream.Stream;

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

    private final BottleneckWords words;

    SlowRankSection(BottleneckWords words) {
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
                    .flatMap(row -> sentences(row, run, words).stream())
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

    /** What a finding says, with its cost, and the advice on it. */
    static List<Sentence> sentences(SlowRankFinding row, RunReport run, BottleneckWords words) {
        return Stream.concat(Stream.of(sentence(row, run)), words.advice(row.getKind()).map(Sentence::of).stream())
                .toList();
    }

    private static Sentence sentence(SlowRankFinding row, RunReport run) {
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
                .text(" steps" + cut(run) + ", confidence "
                        + Labels.confidence(row.getConfidence()).name() + ".");
    }

    /** How many of the steps that were judged are cut; means of steps leave those out. */
    private static String cut(RunReport run) {
        long cut = run.steps().stream()
                .filter(step -> step.getTruncated()
                        && step.getStep() > 0
                        && step.getRanksCompared() == run.whole().getRanksCompared())
                .count();
        return cut == 0 ? "" : " (" + cut + (cut == 1 ? " is" : " are") + " cut)";
    }

    private static void sayEvenWork(SlowRankFinding first, SheetBuilder<SlowRankFinding> sheet) {
        Double balanced = first.getSlowdownBalanced();
        if (balanced == null || first.getKind() == SlowRankKind.NONE) {
            return;
        }
        Sentence sentence = Sentence.of("Even work on all ranks would save ").percent(saved(balanced));
        Double ideal = first.getSlowdownIdeal();
        sheet.say((ideal == null
                        ? sentence
                        : sentence.text(", and a full pipeline with it ").percent(saved(ideal)))
                .text(" of the step time. That counts all differences between ranks, also those that are no finding."));
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
