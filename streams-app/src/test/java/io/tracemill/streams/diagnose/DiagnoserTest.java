package io.tracemill.streams.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Evidence;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.TelemetryState;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A slow rank, what was read meanwhile, and what is said of it. */
class DiagnoserTest {

    private static final Diagnoser DIAGNOSER = Diagnoser.of(KnowledgeBase.own());

    private static List<Diagnosis> diagnose(RunComparison comparison, List<RankTelemetry> telemetry) {
        return DIAGNOSER.diagnose("run", "2026-11-30", comparison, telemetry, 9);
    }

    private static Ranks hot(int rank) {
        return Ranks.healthy(rank)
                .gauge("hw.gpu.clock", 1110e6)
                .gauge("hw.temperature", 91)
                .counter("hw.gpu.throttled.thermal", 78)
                .gauge("hw.gpu.throttle.reasons", 0x40);
    }

    @Test
    void aHotRankIsExplainedWithEvidence() {
        List<Diagnosis> rows =
                diagnose(Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, 5)), Ranks.healthyBut(hot(5), 8));

        assertThat(rows).hasSize(1);
        Diagnosis row = rows.get(0);
        assertThat(row.getCause()).isEqualTo("THERMAL_THROTTLING");
        assertThat(row.getConfidence()).isEqualTo(Confidence.HIGH);
        assertThat(row.getReasons()).isEmpty();
        assertThat(row.getRanks()).containsExactly(5);
        assertThat(row.getNodes()).containsExactly("n5");
        assertThat(row.getRanksWithTelemetry()).isEqualTo(8);
        assertThat(row.getSummary())
                .isEqualTo("rank 5 is too hot and runs below its clock: throttled by its temperature 78 % of the time"
                        + " against 0 % of its peers (3 readings, ± 30 s); reasons of its driver hw_thermal;"
                        + " SM clock 1,110 MHz against 1,755 MHz while busy; temperature 91 Cel against 72 Cel while"
                        + " busy");
        assertThat(row.getEvidenceValues())
                .extracting(Evidence::getCode, Evidence::getQuantity, Evidence::getValue, Evidence::getPeersValue)
                .contains(
                        tuple("BELOW_PEERS", "hw.gpu.clock", 1110e6, 1755e6),
                        tuple("ABOVE_PEERS", "hw.gpu.throttled.thermal", 0.78, 0.0));
    }

    @Test
    void aSlowRankWithoutTelemetryHasNoKnownCause() {
        List<Diagnosis> rows = diagnose(
                Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, 5)),
                Ranks.healthyBut(Ranks.rank(5).state(TelemetryState.NO_NODE), 8));

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getCause()).isEqualTo("UNKNOWN");
        assertThat(rows.get(0).getReasons()).containsExactly("no telemetry of the node was there");
        assertThat(rows.get(0).getSummary())
                .isEqualTo("rank 5 is slow, and no known cause fits: no telemetry of the node was there");
    }

    @Test
    void aRankThatWaitsIsNotNamedThoughItsClockIsLow() {
        Ranks waits = Ranks.healthy(3)
                .fact("trace.idle", 0.8)
                .gauge("hw.gpu.clock", 345e6)
                .gauge("hw.gpu.throttle.reasons", 1);
        List<RankTelemetry> telemetry = Ranks.healthyBut(waits, 8);

        List<Diagnosis> rows = diagnose(Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, 5)), telemetry);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
        assertThat(rows.get(0).getReasons()).containsExactly("readings were there, and none differs from the peers'");
        assertThat(rows)
                .flatExtracting(Diagnosis::getEvidenceValues)
                .extracting(Evidence::getRank)
                .filteredOn(Objects::nonNull)
                .isEmpty();
    }
}
