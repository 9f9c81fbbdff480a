package io.tracemill.streams.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.RankGroup;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlowRankRowsTest {

    private static final int RANKS = 8;
    private static final int STEPS = 20;
    private static final int SLOW = 5;

    /** Rank of which the slow one computes for 700 us and the others for 600 us, in steps of 1 ms. */
    private static RankSteps rank(int number, int firstStep, int steps) {
        List<RankStep> all = new ArrayList<>(List.of(Ranks.step(null, 0, 0, 0), Ranks.step(-1, 0, 0, 0)));
        for (int step = firstStep; step < firstStep + steps; step++) {
            all.add(step(step, number == SLOW ? 700_000 : 600_000, number == SLOW ? 50_000 : 150_000));
        }
        return RankSteps.newBuilder(Ranks.rank(number, RANKS, all.toArray(RankStep[]::new)))
                .setStage(0)
                .setGroups(List.of(new RankGroup("tp", "0-7")))
                .build();
    }

    private static RankStep step(int number, long computing, long collectives) {
        return RankStep.newBuilder(Ranks.step(number, computing, 1_000_000 - computing, 0))
                .setFirst(number == 0)
                .setGroupNs(List.of(collectives))
                .build();
    }

    private static List<RankSteps> ranks(int steps) {
        List<RankSteps> ranks = new ArrayList<>();
        for (int rank = 0; rank < RANKS; rank++) {
            ranks.add(rank(rank, 1, steps));
        }
        return ranks;
    }

    private static List<SlowRankFinding> rows(List<RankSteps> ranks, @Nullable String reason) {
        RankSpread whole = new RankSpread();
        whole.setRun("run");
        whole.setDate("2026-03-01");
        whole.setReason(reason);
        whole.setFinalMs(7);
        return SlowRankRows.of(
                whole,
                ranks.stream()
                        .map(rank -> SlowRankRows.judged(rank, rank.getRank()))
                        .toList());
    }

    private static SlowRankFinding only(List<RankSteps> ranks) {
        List<SlowRankFinding> rows = rows(ranks, null);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void aFindingReadsAsItIs() {
        assertThat(only(ranks(STEPS)))
                .isEqualTo(SlowRankFinding.newBuilder()
                        .setRun("run")
                        .setDate("2026-03-01")
                        .setKind(SlowRankKind.SLOW_COMPUTE)
                        .setRanks(List.of(SLOW))
                        .setStageRanks(List.of())
                        .setGroups(List.of())
                        .setCostPct(10)
                        .setHits(STEPS)
                        .setSteps(STEPS)
                        .setConfidence(Confidence.HIGH)
                        .setMinor(false)
                        .setTransient$(false)
                        .setFinal$(true)
                        .setGuessed(false)
                        .setRanksCompared(RANKS)
                        .setSlowdownIdeal(1.509)
                        .setSlowdownBalanced(1.095)
                        .setFinalMs(7)
                        .build());
    }

    @Property(tries = 30)
    void theOrderOfTheRanksChangesNothing(@ForAll @IntRange(min = 1, max = 12) int steps, @ForAll long seed) {
        List<RankSteps> shuffled = ranks(steps);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(rows(shuffled, null)).isEqualTo(rows(ranks(steps), null));
    }

    @Test
    void onlyStepsThatEveryRankHasAreJudgedAndNotTheFirstOfTheTraining() {
        List<RankSteps> ranks = ranks(STEPS);
        ranks.set(3, rank(3, 4, STEPS));
        assertThat(only(ranks).getSteps()).isEqualTo(STEPS - 3);
        List<RankSteps> fromTheStart = new ArrayList<>();
        for (int rank = 0; rank < RANKS; rank++) {
            fromTheStart.add(rank(rank, 0, STEPS));
        }
        assertThat(only(fromTheStart).getSteps()).isEqualTo(STEPS - 1);
    }

    @Test
    void ranksWithoutACommonStepCannotBeJudged() {
        List<RankSteps> ranks = ranks(STEPS);
        ranks.set(3, rank(3, 100, STEPS));
        SlowRankFinding row = rows(ranks, "7 of 8 ranks came").get(0);
        assertThat(row.getKind()).isEqualTo(SlowRankKind.NONE);
        assertThat(row.getSteps()).isZero();
        assertThat(row.getReason()).isEqualTo("7 of 8 ranks came; no step was reported by all 8 ranks");
        assertThat(row.getSlowdownBalanced()).isNull();
    }

    @Test
    void aFactThatOneRankDoesNotTellIsUnknown() {
        List<RankSteps> ranks = ranks(STEPS);
        ranks.set(3, RankSteps.newBuilder(ranks.get(3)).setStage(null).build());
        SlowRankFinding row = only(ranks);
        assertThat(row.getGuessed()).isTrue();
        assertThat(row.getConfidence()).isEqualTo(Confidence.LOW);
        assertThat(row.getSlowdownIdeal()).isNull();
    }

    @Test
    void aKindOfGroupCountsIfEveryRankTakesPartInOneInEveryStep() {
        List<RankSteps> ranks = ranks(STEPS);
        ranks.set(3, RankSteps.newBuilder(ranks.get(3)).setGroups(List.of()).build());
        assertThat(only(ranks).getSlowdownIdeal()).as("a rank in no group").isNull();
        ranks = ranks(STEPS);
        ranks.get(3).getSteps().get(4).setGroupNs(List.of(0L));
        assertThat(only(ranks).getSlowdownIdeal()).as("a step without").isNull();
        ranks = ranks(STEPS);
        ranks.get(3).setGroups(List.of(new RankGroup("tp", "0-7"), new RankGroup("tp", "3-4")));
        assertThat(only(ranks).getSlowdownIdeal()).as("a rank in two").isNull();
    }

    @Test
    void aLargeRunIsJudgedByItsFirstStepsOnly() {
        RankSteps rank =
                RankSteps.newBuilder(rank(7, 1, 900)).setWorldSize(65_536).build();
        RankSteps judged = SlowRankRows.judged(rank, 7);
        // 8,388,608 numbers for 65,536 ranks, each with five a step
        assertThat(judged.getSteps())
                .hasSize(25)
                .extracting(RankStep::getStep)
                .startsWith(1, 2)
                .endsWith(25);
        assertThat(judged.getMoreSteps()).isTrue();
        assertThat(SlowRankRows.judged(rank(7, 1, 900), 7).getSteps()).hasSize(900);
        List<RankSteps> ranks = ranks(STEPS);
        ranks.set(7, RankSteps.newBuilder(rank(7, 1, STEPS)).setMoreSteps(true).build());
        assertThat(only(ranks).getReason()).isEqualTo("only the first 20 steps were judged");
    }
}
