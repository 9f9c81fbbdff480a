package io.tracemill.streams.diagnose;

import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a finding is about: the ranks that it names, or the whole run.
 *
 * @param finding the finding
 * @param ranks ranks that it names, of whose work the telemetry may be a cause; empty if it names none
 */
record Subject(SlowRankFinding finding, Set<Integer> ranks) {

    Subject {
        ranks = new TreeSet<>(ranks);
    }

    static Subject of(SlowRankFinding finding) {
        return new Subject(
                finding,
                switch (finding.getKind()) {
                    case SLOW_COMPUTE, SLOW_HOST, SLOW_INPUT, SLOW_NODE -> new TreeSet<>(finding.getRanks());
                    case IMBALANCED_STAGES -> new TreeSet<>(finding.getStageRanks());
                    case SLOW_LINK -> members(finding);
                    case NONE, RANK_SPREAD, VARYING_LOAD, VARYING_HOST -> Set.of();
                });
    }

    private static Set<Integer> members(SlowRankFinding finding) {
        Set<Integer> members = new TreeSet<>();
        finding.getGroups().forEach(group -> members.addAll(GroupRanks.of(group)));
        return members;
    }

    /** Whether it is about the whole run. */
    boolean isRun() {
        return Explains.isOfRun(finding.getKind());
    }

    /** Whether one of its ranks can be to blame for all of it. */
    boolean isShared() {
        return finding.getKind() == SlowRankKind.SLOW_LINK;
    }

    /** Facts of the finding, by name. */
    Map<String, Double> facts() {
        Map<String, Double> facts = new TreeMap<>();
        facts.put("finding.cost", finding.getCostPct() / 100);
        if (finding.getSteps() > 0) {
            facts.put("finding.hit_share", (double) finding.getHits() / finding.getSteps());
        }
        return facts;
    }

    /** Its cases: one for each device of its ranks, or one of the whole run. */
    List<Case> cases(RunTelemetry run, Set<Integer> named) {
        if (isRun()) {
            int all = Math.max(finding.getRanksCompared(), run.size());
            return List.of(new RunCase(run.all(), all, facts()));
        }
        Peers peers = new Peers(peers(run, named));
        List<Case> cases = new ArrayList<>();
        for (int rank : ranks) {
            run.of(rank).forEach(witness -> cases.add(new RankCase(witness, peers, facts())));
        }
        if (cases.isEmpty()) {
            cases.add(new RankCase(null, peers, facts()));
        }
        return cases;
    }

    /** Ranks that no finding names; if they are too few, those that this one does not name. */
    private List<Witness> peers(RunTelemetry run, Set<Integer> named) {
        Set<Integer> all = new TreeSet<>(named);
        all.addAll(ranks);
        List<Witness> healthy = run.without(all);
        return healthy.size() >= RankCase.MIN_PEERS ? healthy : run.without(ranks);
    }
}
