package io.tracemill.streams.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Evidence;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.TelemetryState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What looks like a cause and is none. */
class TrapsTest {

    private static final Diagnoser DIAGNOSER = Diagnoser.of(KnowledgeBase.own());

    private static List<Diagnosis> diagnose(RunComparison comparison, IntFunction<Ranks> rank, int count) {
        List<RankTelemetry> telemetry = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            telemetry.add(rank.apply(i).build());
        }
        return DIAGNOSER.diagnose("run", "2026-11-30", comparison, telemetry, 9);
    }

    private static RunComparison slow(Integer... ranks) {
        return Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, ranks));
    }

    private static Ranks capped(int rank) {
        return Ranks.healthy(rank)
                .gauge("hw.gpu.clock", 1300e6)
                .gauge("hw.gpu.throttle.reasons", 0x4)
                .counter("hw.gpu.throttled.power", 95);
    }

    @Test
    void aLimitOfPowerThatAllHaveIsACauseOfTheRunAndOfNoRank() {
        List<Diagnosis> ofRank = diagnose(slow(5), TrapsTest::capped, 8);
        List<Diagnosis> ofRun = diagnose(Findings.comparison(Findings.of(SlowRankKind.NONE)), TrapsTest::capped, 8);

        assertThat(ofRank).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
        assertThat(ofRun).extracting(Diagnosis::getCause).containsExactly("POWER_THROTTLING");
        assertThat(ofRun.get(0).getRanks()).isEmpty();
        assertThat(ofRun.get(0).getEvidenceValues())
                .extracting(Evidence::getRank)
                .containsOnlyNulls();
        assertThat(ofRun.get(0).getSummary())
                .isEqualTo("the run is held down by the limit of its power: throttled by the limit of its power 95 % of"
                        + " the time (3 readings, ± 30 s)");
    }

    @Test
    void anIdleDeviceOfASlowRankHasALowClockThatMeansNothing() {
        List<Diagnosis> rows = diagnose(
                slow(5),
                rank -> rank == 5
                        ? Ranks.healthy(rank)
                                .fact("trace.idle", 0.9)
                                .gauge("hw.gpu.clock", 345e6)
                                .gauge("hw.gpu.throttle.reasons", 1)
                        : Ranks.healthy(rank),
                8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
    }

    @Test
    void peersThatIdleDoNotHideASlowClock() {
        List<Diagnosis> rows = diagnose(
                slow(5),
                rank -> rank == 5
                        ? Ranks.healthy(rank)
                                .gauge("hw.gpu.clock", 1100e6)
                                .gauge("hw.gpu.throttle.reasons", 2)
                                .counter("hw.gpu.throttled.power", 0)
                        : rank < 4
                                ? Ranks.healthy(rank).fact("trace.idle", 0.9).gauge("hw.gpu.clock", 345e6)
                                : Ranks.healthy(rank),
                9);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("CLOCK_CAPPED");
    }

    @Test
    void withoutTelemetryOfThePeersACauseHasLittleConfidence() {
        List<Diagnosis> rows = diagnose(
                slow(5),
                rank -> rank == 5
                        ? Ranks.healthy(rank).gauge("hw.gpu.clock", 1100e6).counter("hw.gpu.throttled.thermal", 60)
                        : Ranks.rank(rank).state(TelemetryState.NO_NODE),
                8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("THERMAL_THROTTLING");
        assertThat(rows.get(0).getConfidence()).isEqualTo(Confidence.LOW);
        assertThat(rows.get(0).getReasons()).contains("fewer than 3 peers could be compared with");
        assertThat(rows.get(0).getRanksWithTelemetry()).isEqualTo(1);
    }

    @Test
    void aLowClockWithoutPeersIsNoEvidence() {
        List<Diagnosis> rows = diagnose(
                slow(1),
                rank -> rank == 1
                        ? capped(1)
                                .gauge("hw.gpu.clock", 900e6)
                                .without(
                                        "hw.gpu.throttle.reasons", "hw.gpu.throttled.power", "hw.gpu.throttled.thermal")
                        : Ranks.healthy(rank),
                3);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
        assertThat(rows.get(0).getReasons())
                .containsExactly("readings were there, and fewer than 3 peers to compare them with");
    }

    @Test
    void devicesOfAnotherModelAreNoPeers() {
        List<Diagnosis> rows = diagnose(
                slow(5),
                rank -> rank < 4
                        ? Ranks.healthy(rank).gauge("hw.gpu.memory.limit", 180e9)
                        : Ranks.healthy(rank)
                                .gauge("hw.gpu.memory.limit", 80e9)
                                .gauge("hw.gpu.clock", 1400e6)
                                .gauge("hw.gpu.throttle.reasons", 2),
                9);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
    }

    @Test
    void anOldErrorOfADeviceIsNoCause() {
        List<Diagnosis> rows = diagnose(
                slow(5),
                rank -> rank == 5
                        ? Ranks.healthy(rank).gaugeAfter("hw.error.code", 63, 63)
                        : Ranks.healthy(rank).gaugeAfter("hw.error.code", 0, 0),
                8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
    }

    @Test
    void throttlingThatDoesNotLowerTheClockIsNoCause() {
        List<Diagnosis> rows = diagnose(
                slow(5),
                rank -> rank == 5 ? Ranks.healthy(rank).counter("hw.gpu.throttled.thermal", 60) : Ranks.healthy(rank),
                8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
    }

    @Test
    void whatTheNodeOfASlowRankSharesWithAllOthersIsNoCause() {
        List<Diagnosis> rows = diagnose(
                Findings.comparison(Findings.of(SlowRankKind.SLOW_HOST, 5)),
                rank -> Ranks.healthy(rank)
                        .nodeCounter("system.pressure.cpu", 30)
                        .neighbour("other"),
                8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
    }

    @Test
    void ranksOfOneNodeAreOnePeerWhereTheNodeIsCompared() {
        List<Diagnosis> rows = diagnose(
                Findings.comparison(Findings.of(SlowRankKind.SLOW_HOST, 0)),
                rank -> Ranks.healthy(rank)
                        .node(rank == 0 ? "a" : "b")
                        .nodeCounter("system.pressure.cpu", rank == 0 ? 40 : 1),
                8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("SLOW_HOST");
        assertThat(rows.get(0).getConfidence()).isEqualTo(Confidence.LOW);
        assertThat(rows.get(0).getReasons()).contains("fewer than 3 peers could be compared with");
    }

    @Test
    void aSlowNodeIsSaidByItsNameAndInTheWholeOfItsRanks() {
        RunComparison node = Findings.comparison(
                Findings.of(SlowRankKind.SLOW_NODE, 0, 1).setHost("hot").setPart(SlowRankKind.SLOW_COMPUTE));
        IntFunction<Ranks> rank = i -> i < 2
                ? Ranks.healthy(i)
                        .node("hot")
                        .gauge("hw.gpu.clock", 1200e6)
                        .counter("hw.gpu.throttled.thermal", i == 0 ? 40 : 60)
                : Ranks.healthy(i);

        List<Diagnosis> rows = diagnose(node, rank, 8);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("THERMAL_THROTTLING");
        assertThat(rows.get(0).getNodes()).containsExactly("hot");
        assertThat(rows.get(0).getSummary()).startsWith("node hot is too hot and runs below its clock: ");
        assertThat(rows.get(0).getEvidenceValues())
                .extracting(Evidence::getRank)
                .contains(0, 1);
    }

    @Test
    void minorFindingsAreNotExplained() {
        List<Diagnosis> rows = diagnose(
                Findings.comparison(
                        Findings.of(SlowRankKind.NONE),
                        Findings.of(SlowRankKind.SLOW_COMPUTE, 5).setMinor(true)),
                Ranks::healthy,
                8);

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getKind()).isEqualTo(SlowRankKind.NONE);
        assertThat(rows.get(0).getSummary())
                .isEqualTo("no rank of the run stands out, and no known cause of a slow run shows: readings were there,"
                        + " and none shows a cause");
    }

    @Test
    void aRunWithoutAComparisonIsJudgedAsAWhole() {
        List<Diagnosis> rows = DIAGNOSER.diagnose(
                "run",
                "2026-11-30",
                null,
                List.of(Ranks.rank(0).fact("trace.step.first_ratio", 3).build()),
                9);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("WARM_UP");
        assertThat(rows.get(0).getFinalMs()).isEqualTo(9);
        assertThat(rows.get(0).getRanksCompared()).isEqualTo(1);
        assertThat(rows.get(0).getSummary())
                .isEqualTo("the run was recorded while its first steps were slow: its first recorded step takes 3 times"
                        + " as long as the others");
        assertThat(DIAGNOSER.diagnose("run", "2026-11-30", null, List.of(), 9))
                .extracting(Diagnosis::getCause)
                .containsExactly("UNKNOWN");
    }
}
