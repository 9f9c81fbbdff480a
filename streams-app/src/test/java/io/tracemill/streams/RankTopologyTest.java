package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.streams.ranks.Ranks;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comparison of ranks in the trace topology. */
class RankTopologyTest {

    private RankRun run = new RankRun(Map.of());

    @AfterEach
    void close() {
        run.close();
    }

    /** Rank that computes and then waits, in one step. */
    private static RankSteps rank(int rank, @Nullable Integer worldSize, long communication) {
        return Ranks.rank(
                rank,
                worldSize,
                Ranks.step(null, 1_000 - communication, communication, 0),
                Ranks.step(1, 1_000 - communication, communication, 0));
    }

    @Test
    void aRunIsFinalWithTheLastOfItsRanksWhateverTheirOrder() {
        run.send(rank(2, 4, 10), rank(0, 4, 200), rank(3, 4, 205));
        assertThat(run.rows()).isEmpty();
        run.send(rank(1, 4, 210));
        assertThat(run.rows()).containsExactly("run 1 4 true null", "run null 4 true null");
        assertThat(run.state()).isEmpty();
        assertThat(run.letters()).isEmpty();
    }

    @Test
    void aRankThatComesTwiceCountsOnce() {
        run.send(rank(0, 3, 200), rank(0, 3, 300), rank(1, 3, 200));
        assertThat(run.rows()).isEmpty();
        run.send(rank(2, 3, 200));
        assertThat(run.spreads())
                .hasSize(2)
                .allMatch(row -> row.getRanksCompared() == 3 && row.getLeftOutTraces() == 1);
        assertThat(run.letters())
                .containsExactly("rank_twice tracemill.rank-steps-0: offset 1: trace trace-0: rank 0 of run run"
                        + " is compared already");
    }

    @Test
    void aRunIsFinalWhenNoMoreRanksCome() {
        run.send(rank(0, null, 200), rank(1, null, 200), Ranks.end(2));
        String reason = "2 ranks came, the traces do not say of how many; 2 were published and no more come";
        assertThat(run.rows()).containsExactly("run 1 2 false " + reason, "run null 2 false " + reason);
        run.send(Ranks.end(2));
        assertThat(run.rows()).isEmpty();
        assertThat(run.state()).isEmpty();
    }

    @Test
    void aRunIsFinalWhenNoRankHasComeForItsTimeOut() {
        run.send(rank(0, 4, 200));
        run.advance(Duration.ofMinutes(9));
        run.send(rank(1, 4, 200));
        run.advance(Duration.ofMinutes(9));
        assertThat(run.rows()).isEmpty();
        run.advance(Duration.ofMinutes(2));
        String reason = "2 of 4 ranks came; then none for PT10M";
        assertThat(run.rows()).containsExactly("run 1 2 false " + reason, "run null 2 false " + reason);
        assertThat(run.state()).isEmpty();
    }

    @Test
    void aRunOfOneRankHasNothingToCompare() {
        run.send(rank(0, 1, 200));
        assertThat(run.state()).isEmpty();
        run.send(rank(0, null, 200));
        run.advance(Duration.ofMinutes(11));
        assertThat(run.state()).isEmpty();
        assertThat(run.rows()).isEmpty();
    }

    @Test
    void aRankThatComesAfterItsRunWasFinalBeginsItAnew() {
        run.send(rank(0, 3, 200), rank(1, 3, 200));
        run.advance(Duration.ofMinutes(11));
        assertThat(run.rows()).hasSize(2);
        run.send(rank(2, 3, 200));
        assertThat(run.state()).containsOnlyKeys("run|run", "rank|3|run|2");
        run.send(rank(0, 3, 200), rank(1, 3, 200));
        assertThat(run.rows()).containsExactly("run 1 3 true null", "run null 3 true null");
    }

    @Test
    void aRestartBetweenAnyTwoRanksChangesNothing() {
        run.send(rank(2, 4, 10), rank(0, 4, 200));
        Map<String, byte[]> state = run.state();
        run.close();
        run = new RankRun(state);
        run.send(rank(2, 4, 10), rank(3, 4, 205), rank(1, 4, 210));
        assertThat(run.rows()).containsExactly("run 1 4 true null", "run null 4 true null");
        assertThat(run.letters()).hasSize(1);
    }

    @Test
    void runsDoNotDisturbEachOther() {
        RankSteps other = RankSteps.newBuilder(rank(1, 2, 200)).setRun("other").build();
        run.send(rank(0, 2, 200), other, rank(1, 2, 200));
        assertThat(run.spreads()).extracting(RankSpread::getRun).containsExactly("run", "run");
        assertThat(run.state()).containsOnlyKeys("run|other", "rank|5|other|1");
    }

    @Test
    void aRankNobodyCanHaveIsADeadLetter() {
        run.send(rank(1 << 16, 4, 200), rank(-1, 4, 200));
        assertThat(run.letters())
                .containsExactly(
                        "rank_out_of_range tracemill.rank-steps-0: offset 0: trace trace-65536: rank must be 0 to 65535"
                                + " but was 65536",
                        "rank_out_of_range tracemill.rank-steps-0: offset 1: trace trace--1: rank must be 0 to 65535"
                                + " but was -1");
        assertThat(run.state()).isEmpty();
    }
}
