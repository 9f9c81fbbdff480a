package io.tracemill.streams.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.schemas.MeasureSpread;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunSumsTest {

    private static List<RankSpread> rows(List<RankSteps> ranks) {
        RunSums run = RunSums.begin(ranks.get(0));
        ranks.forEach(rank -> assertThat(run.add(rank, rank.getRank(), 0)).isTrue());
        return run.rows("run", 7, "no more come");
    }

    @Property(tries = 200)
    void neitherTheOrderOfTheRanksNorARestartChangesARow(
            @ForAll @IntRange(min = 2, max = 14) int ranks, @ForAll @IntRange(max = 5) int steps, @ForAll long seed) {
        List<RankSteps> inOrder = Ranks.random(ranks, steps, seed);
        List<RankSteps> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(seed));
        RunSums run = RunSums.begin(shuffled.get(0));
        for (RankSteps rank : shuffled) {
            run.add(rank, rank.getRank(), 0);
            run = RunSums.of(run.state());
        }
        assertThat(run.rows("run", 7, "no more come")).isEqualTo(rows(inOrder));
        assertThat(run.isComplete()).isTrue();
    }

    @Property(tries = 200)
    void everyRowIsWhatLookingAtAllRanksAtOnceGives(
            @ForAll @IntRange(min = 2, max = 14) int ranks, @ForAll @IntRange(max = 5) int steps, @ForAll long seed) {
        List<RankSteps> all = Ranks.random(ranks, steps, seed);
        for (RankSpread row : rows(all)) {
            List<RankStep> of = all.stream()
                    .flatMap(rank -> rank.getSteps().stream())
                    .filter(step -> Objects.equals(step.getStep(), row.getStep()))
                    .toList();
            double window =
                    of.stream().mapToLong(RankStep::getTotalNs).average().orElseThrow();
            assertThat(row.getRanksCompared()).isEqualTo(of.size());
            assertThat(row.getMeanTotalNs()).isCloseTo(window, within(1e-3));
            check(row.getComputing(), of, RankStep::getComputingNs, window);
            check(row.getCommunication(), of, RankStep::getCommunicationNs, window);
            check(row.getExposedCommunication(), of, RankStep::getExposedCommunicationNs, window);
            check(row.getIdle(), of, RankStep::getIdleNs, window);
        }
    }

    private static void check(
            MeasureSpread spread, List<RankStep> of, ToLongFunction<RankStep> measure, double window) {
        long min = of.stream().mapToLong(measure).min().orElseThrow();
        long max = of.stream().mapToLong(measure).max().orElseThrow();
        double mean = of.stream().mapToLong(measure).average().orElseThrow();
        double variance = of.stream()
                        .mapToDouble(step -> Math.pow(measure.applyAsLong(step) - mean, 2))
                        .sum()
                / (of.size() - 1);
        assertThat(spread.getMinNs()).isEqualTo(min);
        assertThat(spread.getMaxNs()).isEqualTo(max);
        assertThat(spread.getAvgNs()).isCloseTo(mean, within(1e-3));
        assertThat(spread.getStddevNs()).isCloseTo(Math.sqrt(variance), within(1e-3));
        if (window > 0) {
            assertThat(spread.getSpreadPct()).isCloseTo(100 * (max - min) / window, within(1e-9));
        } else {
            assertThat(spread.getSpreadPct()).isNull();
        }
    }

    @Test
    void aRunReadsAsItIs() {
        RankSpread row = rows(List.of(
                        Ranks.rank(0, 4, Ranks.step(null, 700, 200, 100)),
                        Ranks.rank(1, 4, Ranks.step(null, 700, 210, 90)),
                        Ranks.rank(2, 4, Ranks.step(null, 900, 10, 90)),
                        Ranks.rank(3, 4, Ranks.step(null, 700, 204, 96))))
                .get(0);
        assertThat(row.getStep()).isNull();
        assertThat(row.getDate()).isEqualTo("2026-03-01");
        assertThat(row.getComplete()).isTrue();
        assertThat(row.getReason()).isNull();
        assertThat(row.getComputing()).isEqualTo(new MeasureSpread(700L, 0, 750.0, 900L, 2, 100.0, 20.0));
        assertThat(row.getIdle().getSpreadPct()).isEqualTo(1.0);
        assertThat(row.getLoadBalancePct()).isCloseTo(83.333, within(0.001));
        assertThat(row.getUneven()).containsExactly("computing", "exposed_communication");
    }

    @Test
    void ranksThatDidNotComeAreSaidAndSoIsAnUnknownNumberOfThem() {
        List<RankSpread> known = rows(
                List.of(Ranks.rank(0, 4, Ranks.step(null, 1, 0, 0)), Ranks.rank(3, null, Ranks.step(null, 1, 0, 0))));
        assertThat(known.get(0).getComplete()).isFalse();
        assertThat(known.get(0).getReason()).isEqualTo("2 of 4 ranks came; no more come");
        List<RankSpread> unknown = rows(List.of(
                Ranks.rank(0, null, Ranks.step(null, 1, 0, 0)), Ranks.rank(1, null, Ranks.step(null, 1, 0, 0))));
        assertThat(unknown.get(0).getReason())
                .isEqualTo("2 ranks came, the traces do not say of how many; no more come");
    }

    @Test
    void whatOnlyOneRankHasIsNotCompared() {
        List<RankSpread> rows = rows(List.of(
                Ranks.rank(0, 2, Ranks.step(null, 1, 0, 0), Ranks.step(1, 1, 0, 0), Ranks.step(2, 1, 0, 0)),
                Ranks.rank(1, 2, Ranks.step(null, 1, 0, 0), Ranks.step(2, 1, 0, 0))));
        assertThat(rows).extracting(RankSpread::getStep).containsExactly(2, null);
        assertThat(rows(List.of(Ranks.rank(0, 1, Ranks.step(null, 1, 0, 0))))).isEmpty();
    }

    @Test
    void aRankThatIsThereIsLeftOutAndCounted() {
        RunSums run = RunSums.begin(Ranks.rank(0, 2));
        assertThat(run.add(Ranks.rank(0, 2, Ranks.step(null, 5, 0, 0)), 0, 0)).isTrue();
        assertThat(run.add(Ranks.rank(0, 2, Ranks.step(null, 9, 0, 0)), 0, 0)).isFalse();
        assertThat(run.isComplete()).isFalse();
        run.add(Ranks.rank(1, 2, Ranks.step(null, 6, 0, 0)), 1, 0);
        RankSpread row = run.rows("run", 0, "").get(0);
        assertThat(row.getLeftOutTraces()).isEqualTo(1);
        assertThat(row.getComputing().getMaxNs()).isEqualTo(6);
    }

    @Test
    void ofVeryManyStepsTheFirstAreKeptWhateverTheOrder() {
        RankSteps early = Ranks.rank(0, 2, steps(0, 900));
        RankSteps late = Ranks.rank(1, 2, steps(500, 1_400));
        assertThat(rows(List.of(late, early))).isEqualTo(rows(List.of(early, late)));
        List<RankSpread> rows = rows(List.of(late, early));
        assertThat(rows).hasSize(400).allMatch(RankSpread::getMoreSteps);
        assertThat(rows.get(0).getStep()).isEqualTo(500);
    }

    private static RankStep[] steps(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(step -> Ranks.step(step, 1, 0, 0))
                .toArray(RankStep[]::new);
    }
}
