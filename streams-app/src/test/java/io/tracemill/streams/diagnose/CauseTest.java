package io.tracemill.streams.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cause is told by few facts of a rank or a run, and no other is. */
class CauseTest {

    private static final Diagnoser DIAGNOSER = Diagnoser.of(KnowledgeBase.own());
    private static final String NEVER_READ = "hw.gpu.throttle.reasons hw.gpu.throttled.thermal hw.gpu.throttled.power";

    /** Which causes a run of eight ranks has, each with its confidence. */
    private static List<String> causes(SlowRankFinding.Builder finding, List<RankTelemetry> telemetry) {
        return DIAGNOSER.diagnose("run", "2026-11-30", Findings.comparison(finding), telemetry, 9).stream()
                .map(row -> row.getCause() + " " + row.getConfidence())
                .toList();
    }

    private static List<RankTelemetry> all(IntFunction<Ranks> rank) {
        List<RankTelemetry> ranks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ranks.add(rank.apply(i).build());
        }
        return ranks;
    }

    private static List<RankTelemetry> withoutReasons(Ranks slow) {
        List<RankTelemetry> ranks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Ranks rank = i == 5 ? slow : Ranks.healthy(i);
            ranks.add(rank.without(NEVER_READ.split(" ")).build());
        }
        return ranks;
    }

    private static Ranks rank() {
        return Ranks.healthy(5);
    }

    static Stream<Arguments> slowRanks() {
        SlowRankKind compute = SlowRankKind.SLOW_COMPUTE;
        SlowRankKind host = SlowRankKind.SLOW_HOST;
        return Stream.of(
                Arguments.of(
                        compute,
                        rank().counter("hw.gpu.throttled.thermal", 40).gauge("hw.gpu.clock", 1400e6),
                        "THERMAL_THROTTLING HIGH"),
                Arguments.of(
                        compute,
                        rank().gauge("hw.gpu.throttle.reasons", 0x20).without("hw.gpu.clock"),
                        "THERMAL_THROTTLING MEDIUM"),
                Arguments.of(
                        compute,
                        rank().counter("hw.gpu.throttled.power", 60).gauge("hw.gpu.clock", 1400e6),
                        "POWER_THROTTLING HIGH"),
                Arguments.of(
                        compute,
                        rank().gauge("hw.gpu.throttle.reasons", 0x88).gauge("hw.gpu.clock", 800e6),
                        "POWER_THROTTLING HIGH"),
                Arguments.of(
                        compute,
                        rank().gauge("hw.gpu.throttle.reasons", 0x2)
                                .gauge("hw.gpu.clock", 1200e6)
                                .gauge("hw.power", 450)
                                .gauge("hw.temperature", 60)
                                .counter("hw.gpu.throttled.power", 0),
                        "CLOCK_CAPPED HIGH"),
                Arguments.of(compute, rank().counter("hw.errors.uncorrected", 1), "MEMORY_ERRORS MEDIUM"),
                Arguments.of(compute, rank().gaugeAfter("hw.error.code", 0, 63), "DEVICE_ERROR MEDIUM"),
                Arguments.of(host, rank().nodeCounter("system.pressure.cpu", 40), "SLOW_HOST MEDIUM"),
                Arguments.of(
                        host,
                        rank().nodeCounter("system.pressure.cpu", 40)
                                .nodeGauge("system.cpu.load_average.1m", 90)
                                .neighbour("other"),
                        "NEIGHBOUR HIGH"),
                Arguments.of(compute, rank().neighbour("other"), "NEIGHBOUR LOW"));
    }

    @ParameterizedTest
    @MethodSource("slowRanks")
    void aRankIsSlowByOneCause(SlowRankKind kind, Ranks slow, String cause) {
        assertThat(causes(Findings.of(kind, 5), Ranks.healthyBut(slow, 8))).containsExactly(cause);
    }

    @Test
    void aRankIsSlowByTheLoadingOfItsData() {
        List<RankTelemetry> ranks = all(rank -> Ranks.healthy(rank)
                .fact("trace.idle.input", rank == 5 ? 0.2 : 0.01)
                .fact("trace.idle.python", 0.02));

        assertThat(causes(Findings.of(SlowRankKind.SLOW_INPUT, 5), ranks)).containsExactly("SLOW_INPUT HIGH");
        assertThat(causes(Findings.of(SlowRankKind.SLOW_HOST, 5), ranks)).containsExactly("SLOW_INPUT HIGH");
    }

    @Test
    void aRankIsSlowByItsHostAsTheTraceShows() {
        List<RankTelemetry> ranks = all(rank -> Ranks.healthy(rank).fact("trace.idle.python", rank == 5 ? 0.25 : 0.02));

        assertThat(causes(Findings.of(SlowRankKind.SLOW_HOST, 5), ranks)).containsExactly("SLOW_HOST LOW");
    }

    @Test
    void aRankIsSlowByItsFullMemory() {
        List<RankTelemetry> ranks = all(rank -> Ranks.healthy(rank)
                .fact("trace.idle.allocation", rank == 5 ? 0.08 : 0)
                .gauge("hw.gpu.memory.limit", 80e9)
                .gauge("hw.gpu.memory.usage", rank == 5 ? 79e9 : 60e9));

        assertThat(causes(Findings.of(SlowRankKind.SLOW_HOST, 5), ranks)).containsExactly("MEMORY_PRESSURE HIGH");
    }

    @Test
    void fullMemoryAloneIsNoCause() {
        List<RankTelemetry> ranks = all(rank -> Ranks.healthy(rank)
                .fact("trace.idle.allocation", 0)
                .gauge("hw.gpu.memory.limit", 80e9)
                .gauge("hw.gpu.memory.usage", rank == 5 ? 79e9 : 60e9));

        assertThat(causes(Findings.of(SlowRankKind.SLOW_HOST, 5), ranks)).containsExactly("UNKNOWN LOW");
    }

    @Test
    void aLinkIsSlowOrFlapsByHowOftenItIsSlow() {
        SlowRankFinding.Builder slow = Findings.of(SlowRankKind.SLOW_LINK)
                .setCollective("dp")
                .setGroup("4-5")
                .setGroups(List.of("4-5"));
        List<RankTelemetry> ranks = Ranks.healthyBut(
                Ranks.healthy(5)
                        .nodeCounterAfter("system.infiniband.errors", 0, 12)
                        .counter("hw.errors.link", 0),
                8);
        ranks = new ArrayList<>(ranks);
        for (int i = 0; i < 8; i++) {
            if (i != 5) {
                ranks.set(
                        i,
                        Ranks.healthy(i)
                                .nodeCounter("system.infiniband.errors", 0)
                                .build());
            }
        }

        assertThat(causes(slow, ranks)).containsExactly("SLOW_LINK MEDIUM");
        assertThat(causes(slow.setHits(6), ranks)).containsExactly("FLAPPING_LINK MEDIUM");
    }

    @Test
    void aLinkThatFailsNowAndThenIsToldAlthoughNoRankStandsOut() {
        SlowRankFinding.Builder none = Findings.of(SlowRankKind.NONE);
        List<RankTelemetry> failing = all(rank -> Ranks.healthy(rank)
                .fact("trace.step.first_ratio", 2)
                .fact("trace.step.longest_ratio", 1.8)
                .nodeCounterAfter("system.infiniband.errors", 0, rank == 6 ? 5 : 0));
        List<RankTelemetry> even = all(rank -> Ranks.healthy(rank)
                .fact("trace.step.longest_ratio", 1.05)
                .nodeCounterAfter("system.infiniband.errors", 0, rank == 6 ? 5 : 0));

        assertThat(causes(none, failing)).containsExactly("FLAPPING_LINK LOW");
        assertThat(causes(none, even)).containsExactly("UNKNOWN LOW");
    }

    @Test
    void aStageHasMoreWorkUnlessItsDevicesAreSlow() {
        SlowRankFinding.Builder finding =
                Findings.of(SlowRankKind.IMBALANCED_STAGES).setStage(3).setStageRanks(List.of(6, 7));
        List<RankTelemetry> hot = all(rank -> rank < 6
                ? Ranks.healthy(rank)
                : Ranks.healthy(rank).gauge("hw.gpu.clock", 1200e6).counter("hw.gpu.throttled.thermal", 80));

        assertThat(causes(finding, all(Ranks::healthy))).containsExactly("IMBALANCED_STAGES HIGH");
        assertThat(causes(finding, hot)).containsExactly("THERMAL_THROTTLING HIGH");
    }

    @Test
    void workVariesByTheLengthOfSequences() {
        SlowRankFinding.Builder finding = Findings.of(SlowRankKind.VARYING_LOAD);

        assertThat(causes(finding, all(rank -> Ranks.healthy(rank).fact("trace.step.variation", 0.17))))
                .containsExactly("UNEVEN_SEQUENCES MEDIUM");
        assertThat(causes(finding, all(rank -> Ranks.healthy(rank).fact("trace.step.variation", 0.02))))
                .containsExactly("UNKNOWN LOW");
    }

    @Test
    void hostsPauseByTheCollectionOfGarbageUnlessProcessorsAreShort() {
        SlowRankFinding.Builder finding = Findings.of(SlowRankKind.VARYING_HOST);

        for (String idle : List.of("trace.idle.python", "trace.idle.between", "trace.idle.nothing_recorded")) {
            assertThat(causes(finding, all(rank -> Ranks.healthy(rank).fact(idle, 0.0011))))
                    .containsExactly("GARBAGE_COLLECTION MEDIUM");
            assertThat(causes(finding, all(rank -> Ranks.healthy(rank).fact(idle, 0.0009))))
                    .containsExactly("UNKNOWN LOW");
        }
        assertThat(causes(
                        finding,
                        all(rank -> Ranks.healthy(rank)
                                .fact("trace.idle.python", 0.02)
                                .nodeCounter("system.pressure.cpu", rank == 2 ? 30 : 1))))
                .containsExactly("UNKNOWN LOW");
    }

    @Test
    void aWholeRunIsSlow() {
        SlowRankFinding.Builder none = Findings.of(SlowRankKind.NONE);

        assertThat(causes(
                        none,
                        all(rank -> Ranks.healthy(rank)
                                .fact("trace.collective.algorithms", 2)
                                .fact("trace.collective.change_ratio", 1.6))))
                .containsExactly("COLLECTIVE_ALGORITHM MEDIUM");
        assertThat(causes(
                        none,
                        all(rank -> Ranks.healthy(rank)
                                .fact("trace.step.first_ratio", 4)
                                .fact("trace.idle.compile", 0.1))))
                .containsExactly("WARM_UP HIGH");
        assertThat(causes(none, all(Ranks::healthy))).containsExactly("UNKNOWN LOW");
    }

    @Test
    void withoutReasonsTheClockAgainstThePeersIsTheEvidence() {
        assertThat(causes(
                        Findings.of(SlowRankKind.SLOW_COMPUTE, 5),
                        withoutReasons(
                                rank().gauge("hw.gpu.clock", 1000e6, 1300e6).gauge("hw.temperature", 91))))
                .containsExactly("THERMAL_THROTTLING MEDIUM");
        assertThat(causes(
                        Findings.of(SlowRankKind.SLOW_COMPUTE, 5),
                        withoutReasons(rank().gauge("hw.gpu.clock", 1200e6).gauge("hw.power", 450))))
                .containsExactly("CLOCK_CAPPED MEDIUM");
        assertThat(causes(
                        Findings.of(SlowRankKind.SLOW_COMPUTE, 5),
                        withoutReasons(
                                rank().gauge("hw.gpu.clock", 1300e6, 1500e6).gauge("hw.power", 690))))
                .containsExactly("POWER_THROTTLING LOW");
    }

    @Test
    void theseAreAllCauses() {
        Set<String> codes = new TreeSet<>(KnowledgeBase.own().codes());

        assertThat(codes)
                .containsExactly(
                        "CLOCK_CAPPED",
                        "COLLECTIVE_ALGORITHM",
                        "DEVICE_ERROR",
                        "FLAPPING_LINK",
                        "GARBAGE_COLLECTION",
                        "IMBALANCED_STAGES",
                        "MEMORY_ERRORS",
                        "MEMORY_PRESSURE",
                        "NEIGHBOUR",
                        "POWER_THROTTLING",
                        "SLOW_HOST",
                        "SLOW_INPUT",
                        "SLOW_LINK",
                        "THERMAL_THROTTLING",
                        "UNEVEN_SEQUENCES",
                        "WARM_UP");
    }

    @Test
    void aCauseIsNotSurerThanItsFinding() {
        List<Diagnosis> rows = DIAGNOSER.diagnose(
                "run",
                "2026-11-30",
                Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, 5).setConfidence(Confidence.LOW)),
                Ranks.healthyBut(rank().counter("hw.gpu.throttled.thermal", 40).gauge("hw.gpu.clock", 1400e6), 8),
                9);

        assertThat(rows).extracting(Diagnosis::getConfidence).containsExactly(Confidence.LOW);
        assertThat(rows.get(0).getReasons()).containsExactly("the confidence in the finding is LOW");
    }
}
