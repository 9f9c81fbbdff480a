package io.tracemill.streams.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.TelemetryState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of all diagnoses, over runs in which anything may have been read of any rank. */
class DiagnoserPropertyTest {

    private static final Diagnoser DIAGNOSER = Diagnoser.of(KnowledgeBase.own());
    private static final int RANKS = 8;

    @Property(tries = 300)
    void theOrderOfTelemetryChangesNothing(@ForAll long seed, @ForAll SlowRankKind kind) {
        Random random = new Random(seed);
        List<RankTelemetry> telemetry = telemetry(random);
        RunComparison comparison = comparison(random, kind);
        List<RankTelemetry> shuffled = new ArrayList<>(telemetry);
        Collections.shuffle(shuffled, random);

        assertThat(diagnose(comparison, shuffled)).isEqualTo(diagnose(comparison, telemetry));
    }

    @Property(tries = 300)
    void aRankThatTheFindingDoesNotNameIsNeverNamed(@ForAll long seed, @ForAll SlowRankKind kind) {
        Random random = new Random(seed);
        List<RankTelemetry> telemetry = telemetry(random);
        SlowRankFinding finding = comparison(random, kind).getFindings().get(0);
        Set<Integer> named = new HashSet<>(Subject.of(finding).ranks());

        for (Diagnosis row : diagnose(comparison(new Random(seed), kind, finding), telemetry)) {
            row.getEvidenceValues().stream()
                    .filter(evidence -> evidence.getRank() != null)
                    .forEach(evidence -> assertThat(named).contains(evidence.getRank()));
        }
    }

    @Property(tries = 100)
    void withoutTelemetryARankIsSlowByNothingKnown(
            @ForAll long seed, @ForAll @IntRange(max = RANKS - 1) int rank, @ForAll TelemetryState state) {
        List<RankTelemetry> telemetry = telemetry(new Random(seed));
        telemetry.removeIf(of -> of.getRank() == rank);
        telemetry.add(Ranks.rank(rank).state(state).node(null).build());

        List<Diagnosis> rows = diagnose(Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, rank)), telemetry);

        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("UNKNOWN");
        assertThat(rows.get(0).getReasons()).hasSize(1);
    }

    @Property(tries = 200)
    void everyFindingHasRowsWithPlacesFromOneAndTheSurestFirst(@ForAll long seed, @ForAll SlowRankKind kind) {
        Random random = new Random(seed);
        List<Diagnosis> rows = diagnose(comparison(random, kind), telemetry(random));

        assertThat(rows).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).getCauseNumber()).isEqualTo(i + 1);
            assertThat(rows.get(i).getReasons().isEmpty()).isEqualTo(rows.get(i).getConfidence() == Confidence.HIGH);
            if (i > 0) {
                assertThat(rows.get(i).getConfidence())
                        .isGreaterThanOrEqualTo(rows.get(i - 1).getConfidence());
            }
        }
    }

    private static List<Diagnosis> diagnose(RunComparison comparison, List<RankTelemetry> telemetry) {
        return DIAGNOSER.diagnose("run", "2026-11-30", comparison, telemetry, 9);
    }

    private static RunComparison comparison(Random random, SlowRankKind kind) {
        int slow = random.nextInt(RANKS);
        SlowRankFinding.Builder finding = Findings.of(kind).setHits(random.nextInt(51));
        return switch (kind) {
            case SLOW_COMPUTE, SLOW_HOST, SLOW_INPUT ->
                Findings.comparison(finding.setRanks(List.of(slow, (slow + 1) % RANKS)));
            case SLOW_NODE ->
                Findings.comparison(
                        finding.setRanks(List.of(slow)).setHost("n" + slow).setPart(SlowRankKind.SLOW_COMPUTE));
            case SLOW_LINK ->
                Findings.comparison(
                        finding.setCollective("dp").setGroup("0-6/2").setGroups(List.of("0-6/2")));
            case IMBALANCED_STAGES -> Findings.comparison(finding.setStage(1).setStageRanks(List.of(slow)));
            case NONE, RANK_SPREAD, VARYING_LOAD, VARYING_HOST -> Findings.comparison(finding);
        };
    }

    private static RunComparison comparison(Random random, SlowRankKind kind, SlowRankFinding finding) {
        RunComparison comparison = comparison(random, kind);
        comparison.setFindings(List.of(finding));
        return comparison;
    }

    /** Each rank has readings that are healthy or not, and some have none, or are there twice. */
    private static List<RankTelemetry> telemetry(Random random) {
        List<RankTelemetry> all = new ArrayList<>();
        for (int rank = 0; rank < RANKS; rank++) {
            all.add(any(rank, random).build());
        }
        all.add(any(random.nextInt(RANKS), random).build());
        return all;
    }

    private static Ranks any(int rank, Random random) {
        Ranks any = random.nextInt(8) == 0 ? Ranks.rank(rank) : Ranks.healthy(rank);
        for (String quantity : KnowledgeBase.own().quantities()) {
            double value = random.nextInt(3) * 50.0;
            switch (random.nextInt(12)) {
                case 0 -> any.gauge(quantity, value);
                case 1 -> any.counter(quantity, value);
                case 2 -> any.nodeCounter(quantity, value);
                case 3 -> any.nodeGauge(quantity, value);
                default -> {}
            }
        }
        for (String fact : List.of("trace.idle.input", "trace.idle.allocation", "trace.idle.python", "trace.idle")) {
            any.fact(fact, random.nextInt(4) / 10.0);
        }
        return random.nextInt(6) == 0 ? any.neighbour("other") : any;
    }
}
