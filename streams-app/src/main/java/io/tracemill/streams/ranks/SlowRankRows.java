package io.tracemill.streams.ranks;

import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.streams.slowrank.Finding;
import io.tracemill.streams.slowrank.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows of a run's findings about slow ranks. */
public final class SlowRankRows {

    private static final double PERMILLE_PER_PERCENT = 10;
    private static final double PERMILLE = 1_000;

    private final RankSpread whole;
    private final SlowRanks ranks;
    private final Verdict verdict;

    private SlowRankRows(RankSpread whole, SlowRanks ranks) {
        this.whole = whole;
        this.ranks = ranks;
        this.verdict = ranks.rule().verdict();
    }

    /** Part of a rank's record that is kept until its run is final, since a step is judged once all ranks have it. */
    public static RankSteps judged(RankSteps rank, int number) {
        return RankTimes.judged(rank, number);
    }

    /**
     * A row per finding, the most expensive first and minor ones last; or a row without a finding if there is none.
     *
     * @param whole the row of the whole run
     * @param judged what is {@link #judged} of the records of its ranks, in any order
     */
    public static List<SlowRankFinding> of(RankSpread whole, Iterable<RankSteps> judged) {
        List<RankTimes> times = new ArrayList<>();
        judged.forEach(rank -> times.add(RankTimes.of(rank)));
        return new SlowRankRows(whole, new SlowRanks(times)).rows();
    }

    private List<SlowRankFinding> rows() {
        List<SlowRankFinding> rows = new ArrayList<>();
        if (verdict.findings().isEmpty()) {
            rows.add(row(Finding.nothing()));
        }
        verdict.findings().forEach(finding -> rows.add(row(finding)));
        verdict.minor().forEach(finding -> rows.add(row(finding)));
        return rows;
    }

    private SlowRankFinding row(Finding finding) {
        Finding.Place place = finding.place();
        return SlowRankFinding.newBuilder()
                .setRun(whole.getRun())
                .setDate(whole.getDate())
                .setKind(finding.kind())
                .setRanks(finding.ranks())
                .setHost(place.host())
                .setPart(place.part())
                .setStage(place.stage())
                .setStageRanks(place.stageRanks())
                .setCollective(place.collective())
                .setGroup(place.groups().isEmpty() ? null : place.groups().get(0))
                .setGroups(place.groups())
                .setCostPct(finding.costPermille() / PERMILLE_PER_PERCENT)
                .setHits(finding.hits())
                .setSteps(verdict.steps())
                .setConfidence(verdict.confidence(finding))
                .setMinor(finding.isMinor())
                .setTransient$(finding.passing())
                .setFinal$(true)
                .setGuessed(verdict.guessed())
                .setRanksCompared(ranks.size())
                .setReason(reason())
                .setSlowdownIdeal(verdict.slowdownIdeal()
                        .map(permille -> permille / PERMILLE)
                        .orElse(null))
                .setSlowdownBalanced(verdict.steps() == 0 ? null : verdict.slowdownBalanced() / PERMILLE)
                .setFinalMs(whole.getFinalMs())
                .build();
    }

    private @Nullable String reason() {
        StringJoiner reasons = new StringJoiner("; ");
        if (whole.getReason() != null) {
            reasons.add(whole.getReason());
        }
        if (ranks.steps() == 0) {
            reasons.add("no step was reported by all " + ranks.size() + " ranks");
        } else if (ranks.hasMoreSteps()) {
            reasons.add("only the first " + ranks.steps() + " steps were judged");
        }
        return reasons.length() == 0 ? null : reasons.toString();
    }
}
