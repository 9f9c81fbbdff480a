package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Quantity;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sentences on the ranks of a run in one language. Reasons are in English: they are data. */
final class SlowRankWords {

    private static final String COUNT = "count";
    private static final String REASON = "reason";

    private final BottleneckWords words;

    SlowRankWords(BottleneckWords words) {
        this.words = words;
    }

    /** What a finding says, with its cost; its likeliest cause, if one is known; and the advice on it. */
    List<Sentence> finding(SlowRankFinding row, RunReport run) {
        List<Sentence> sentences = new ArrayList<>(List.of(sentence(row, run)));
        run.cause(row)
                .ifPresentOrElse(
                        cause -> sentences.addAll(cause(cause)),
                        () -> words.advice(row.getKind()).map(Sentence::of).ifPresent(sentences::add));
        return sentences;
    }

    /** A cause with what shows it, and the advice on it. */
    List<Sentence> cause(Diagnosis row) {
        return List.of(
                words.sentence(
                        "finding.cause",
                        Map.of(
                                "summary",
                                new Sentence.Words(row.getSummary()),
                                "confidence",
                                new Sentence.Words(words.fill("confidence." + row.getConfidence(), Map.of())))),
                Sentence.of(words.advice(row.getAdvice())));
    }

    private Sentence sentence(SlowRankFinding row, RunReport run) {
        if (row.getKind() == SlowRankKind.NONE) {
            return row.getSteps() == 0
                    ? words.sentence("finding.UNKNOWN", Map.of())
                    : words.sentence("finding.NONE", Map.of("steps", count(row.getSteps())));
        }
        return words.sentence(
                "finding",
                Map.of(
                        "finding",
                        new Sentence.Words(what(row)),
                        "cost",
                        percent(row.getCostPct()),
                        "hits",
                        count(row.getHits()),
                        "steps",
                        count(row.getSteps()),
                        "cut",
                        new Sentence.Words(cut(run)),
                        "confidence",
                        new Sentence.Words(words.fill("confidence." + row.getConfidence(), Map.of()))));
    }

    /** First half of the sentence on a finding; its cost follows. */
    private String what(SlowRankFinding row) {
        boolean ofStage = row.getKind() == SlowRankKind.IMBALANCED_STAGES;
        List<Integer> ranks = ofStage ? row.getStageRanks() : row.getRanks();
        Map<String, String> values = new HashMap<>();
        values.put("ranks", SlowRankLabels.numbers(ranks));
        values.put(COUNT, String.valueOf(ranks.size()));
        values.put("host", Objects.requireNonNullElse(row.getHost(), ""));
        values.put("part", row.getPart() == null ? "" : words.fill("part." + row.getPart(), Map.of()));
        values.put("collective", Objects.toString(row.getCollective(), ""));
        values.put("groups", String.join(", ", row.getGroups()));
        values.put("stage", Objects.toString(row.getStage(), ""));
        String unnamed = ofStage && row.getStage() == null ? ".unnamed" : "";
        return words.fill("finding." + row.getKind() + unnamed, values);
    }

    /** How many of the steps that were judged are cut; means of steps leave those out. */
    private String cut(RunReport run) {
        long cut = run.steps().stream()
                .filter(step -> step.getTruncated()
                        && step.getStep() > 0
                        && step.getRanksCompared() == run.whole().getRanksCompared())
                .count();
        return cut == 0 ? "" : words.fill("finding.cut", Map.of(COUNT, String.valueOf(cut)));
    }

    /** Warning that stages of a pipeline are guessed. */
    Sentence guessed() {
        return words.warning("finding.guessed", Map.of());
    }

    /** Warning that not everything is judged. */
    Sentence notJudged(String reason) {
        return words.warning("finding.reason", Map.of(REASON, new Sentence.Words(reason)));
    }

    /** Warning that not all ranks are compared. */
    Sentence incomplete(RankSpread run) {
        return words.warning(
                "ranks.incomplete", Map.of(REASON, new Sentence.Words(Objects.toString(run.getReason(), ""))));
    }

    /** Warning that traces are left out. */
    Sentence leftOut(RankSpread run) {
        return words.warning("ranks.left_out", Map.of(COUNT, count(run.getLeftOutTraces())));
    }

    /** What the load balance is worth. */
    Sentence balance(RankSpread run, double balance) {
        return words.sentence(
                "balance",
                Map.of(
                        "balance", percent(balance),
                        "rating", new Sentence.Words(words.fill("balance." + RunFields.balance(run), Map.of())),
                        "good", count((long) RunFields.GOOD_BALANCE_PCT),
                        "poor", count((long) RunFields.POOR_BALANCE_PCT)));
    }

    /** What even work would save, in percent. */
    Sentence saving(double even) {
        return words.sentence("saving", Map.of("even", percent(even)));
    }

    /** What even work would save, and a full pipeline with it, in percent. */
    Sentence saving(double even, double full) {
        return words.sentence("saving.full", Map.of("even", percent(even), "full", percent(full)));
    }

    private static Quantity count(long count) {
        return new Quantity(count, Unit.COUNT);
    }

    private static Quantity percent(double percent) {
        return new Quantity(percent, Unit.PERCENT);
    }
}
