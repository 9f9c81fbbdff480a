package io.tracemill.streams.slowrank;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the rule says of a run.
 *
 * @param findings what makes the run slower, most expensive first
 * @param minor findings that cost too little to be worth attention, most expensive first
 * @param steps number of steps that were judged
 * @param guessed whether it had to be guessed which ranks are peers
 * @param slowdownIdeal time of the steps over that with even work and full pipelines, in pm; empty if stages,
 *     microbatches or collectives are not known
 * @param slowdownBalanced time of the steps over that with even work, in pm
 */
public record Verdict(
        List<Finding> findings,
        List<Finding> minor,
        int steps,
        boolean guessed,
        Optional<Long> slowdownIdeal,
        long slowdownBalanced) {

    /** Verdict before anything can be said. */
    static final Verdict NONE = new Verdict(List.of(), List.of(), 0, false, Optional.empty(), 1_000);

    private static final int FEW_STEPS = 10;
    private static final int MANY_STEPS = 20;
    private static final int HIGH_COST_PM = 30;

    static Verdict provisional(RunRanks run, RunSums sums) {
        Verdict verdict = of(run, sums);
        List<Finding> findings = new ArrayList<>(verdict.findings);
        if (sums.steps() < SlowRankRule.FIRST_STEPS) {
            findings.removeIf(finding -> !finding.ranks().isEmpty());
        }
        return new Verdict(
                List.copyOf(findings),
                verdict.minor,
                verdict.steps,
                verdict.guessed,
                verdict.slowdownIdeal,
                verdict.slowdownBalanced);
    }

    static Verdict of(RunRanks run, RunSums sums) {
        if (sums.steps() == 0) {
            return NONE;
        }
        Suspects suspects = Suspects.of(run, sums);
        List<Finding> all = new ArrayList<>(suspects.findings());
        all.addAll(SlowGroups.of(run, sums));
        all.addAll(VaryingWork.of(run, sums, suspects));
        all.sort(Finding.BY_COST);
        return new Verdict(
                all.stream().filter(finding -> !finding.isMinor()).toList(),
                all.stream().filter(Finding::isMinor).toList(),
                sums.steps(),
                sums.classes().guessed(),
                ideal(run, sums),
                Permille.of(sums.stepNanos(), Math.max(1, sums.stepNanos() - sums.imbalance())));
    }

    private static Optional<Long> ideal(RunRanks run, RunSums sums) {
        int stages = run.stages().isPresent() ? sums.classes().size() : 0;
        int microbatches = run.microbatches();
        if (stages == 0 || (stages > 1 && microbatches < 1) || run.kinds().isEmpty()) {
            return Optional.empty();
        }
        long work = 0;
        for (long nanos : sums.work()) {
            work += nanos;
        }
        work = Math.floorDiv(work, run.size());
        if (stages > 1) {
            work = Math.floorDiv(work * (microbatches + stages - 1), microbatches);
        }
        return Optional.of(Permille.of(sums.stepNanos(), Math.max(1, work + sums.transfer())));
    }

    /** Kind of the most expensive finding. */
    public SlowRankKind kind() {
        return findings.isEmpty() ? SlowRankKind.NONE : findings.get(0).kind();
    }

    /** Confidence in one of the findings. */
    public Confidence confidence(Finding finding) {
        if (steps < FEW_STEPS || finding.passing() || guessed) {
            return Confidence.LOW;
        }
        boolean certain = steps >= MANY_STEPS && 2 * finding.hits() >= steps && finding.costPermille() >= HIGH_COST_PM;
        return certain ? Confidence.HIGH : Confidence.MEDIUM;
    }
}
