package io.tracemill.streams.slowrank;

import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.slowrank.Finding.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Findings about groups of ranks without blame for a rank: slow links and imbalanced stages. */
final class SlowGroups {

    /** Share of the steps, in pm, in which a stage has the most computing. */
    private static final int STAGE_STEPS_PM = 800;

    private static final int STAGE_COST_PM = 30;

    private SlowGroups() {}

    static List<Finding> of(RunRanks run, RunSums sums) {
        List<Finding> findings = new ArrayList<>();
        sums.links().stream().filter(LinkSums::canBeCompared).forEach(links -> addLinks(links, sums, findings));
        for (int stage = 0; stage < sums.classes().size(); stage++) {
            addStage(stage, run, sums, findings);
        }
        return findings;
    }

    private static void addLinks(LinkSums links, RunSums sums, List<Finding> findings) {
        int medianHits = links.medianHits();
        List<Integer> slow = IntStream.range(0, links.size())
                .filter(group -> Persistence.isMet(links.hits(group), medianHits, sums.steps()))
                .boxed()
                .sorted(Comparator.comparingLong(links::excess).reversed())
                .toList();
        if (!slow.isEmpty()) {
            findings.add(Finding.lasting(
                    SlowRankKind.SLOW_LINK,
                    List.of(),
                    Place.groups(links.kind(), slow.stream().map(links::group).toList()),
                    Permille.of(links.excess(slow.get(0)), sums.stepNanos()),
                    slow.stream().mapToInt(links::hits).max().orElse(0)));
        }
    }

    private static void addStage(int stage, RunRanks run, RunSums sums, List<Finding> findings) {
        int hits = sums.stages().hits(stage);
        long cost = Permille.of(sums.stages().excess(stage), sums.stepNanos());
        if (hits > 0 && Permille.isAtLeast(hits, STAGE_STEPS_PM, sums.steps()) && cost >= STAGE_COST_PM) {
            int[] ranks = sums.classes().members(stage);
            findings.add(Finding.lasting(
                    SlowRankKind.IMBALANCED_STAGES,
                    List.of(),
                    Place.stage(run.stages().map(stages -> stages.get(ranks[0])).orElse(null), run.numbers(ranks)),
                    cost,
                    hits));
        }
    }
}
