package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.NodeProgress;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.diagnose.Diagnoser;
import io.tracemill.streams.diagnose.Findings;
import io.tracemill.streams.diagnose.KnowledgeBase;
import io.tracemill.streams.diagnose.Ranks;
import io.tracemill.streams.store.MapStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunDiagnosesTest {

    private static final long ZERO_MS = 1_764_000_000_000L;
    private static final int RANKS = 8;
    private static final AvroSerde<RunFacts> FACTS = AvroSerde.of(RunFacts.class);
    private static final Diagnoser DIAGNOSER = Diagnoser.of(KnowledgeBase.own());

    private final List<Entry> log = new ArrayList<>();

    /** A record and the second in which it was appended. */
    private record Entry(double second, RunFacts fact) {

        long appendMillis() {
            return ZERO_MS + Math.round(1_000 * second);
        }
    }

    private static RunFacts.Builder of(String run) {
        return RunFacts.newBuilder().setRun(run).setDate(run.isEmpty() ? "" : "2026-11-30");
    }

    private static RunFacts telemetry(String run, int rank) {
        Ranks of = Ranks.healthy(rank);
        if (rank == 3) {
            of.gauge("hw.gpu.clock", 1_110e6).gauge("hw.temperature", 91).counter("hw.gpu.throttled.thermal", 40);
        }
        RankTelemetry telemetry = of.build();
        telemetry.setTraceId("trace" + rank);
        return of(run).setTelemetry(telemetry).build();
    }

    private static RunFacts comparison(String run) {
        RunComparison comparison = Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, 3));
        return of(run).setComparison(comparison).build();
    }

    private static RunFacts progress(int partition, double second) {
        return of("").setProgress(new NodeProgress(partition, ZERO_MS + Math.round(1_000 * second)))
                .build();
    }

    private RunDiagnosesTest add(double second, RunFacts fact) {
        log.add(new Entry(second, fact));
        return this;
    }

    /** What becomes of the runs, in order. */
    private static final class Said implements RunDiagnoses.Output {
        private final List<Diagnosis> rows = new ArrayList<>();

        @Override
        public void diagnosed(List<Diagnosis> of) {
            rows.addAll(of);
        }

        @Override
        public void failed(String run, String why) {
            throw new AssertionError(run + ": " + why);
        }
    }

    private List<Diagnosis> rows(boolean crashes) {
        MapStore store = new MapStore();
        RunDiagnoses runs = new RunDiagnoses(DIAGNOSER, store);
        Said said = new Said();
        log.sort(Comparator.comparingDouble(Entry::second));
        for (Entry entry : log) {
            runs = crashes ? new RunDiagnoses(DIAGNOSER, store) : runs;
            runs.take(FACTS.encode(entry.fact), entry.appendMillis(), said);
        }
        return said.rows;
    }

    private List<String> causes() {
        return rows(false).stream()
                .map(row -> row.getRun() + ' ' + row.getCause())
                .toList();
    }

    @Test
    void anIncompleteRunWaitsForTheLogThatHasBeenReadLeastFar() {
        add(0, telemetry("run", 3)).add(1, comparison("run"));
        add(2, progress(0, 2)).add(3, progress(1, 3));
        for (int minute = 1; minute < 60; minute++) {
            add(60 * minute, progress(0, 60 * minute));
        }
        assertThat(causes()).isEmpty();

        add(3_600, progress(1, 1_200)).add(3_700, progress(1, 1_790));
        assertThat(causes()).isEmpty();

        add(3_800, progress(1, 1_810));
        assertThat(causes()).isNotEmpty().allMatch(cause -> cause.startsWith("run "));
    }

    @Test
    void anIncompleteRunWaitsSixHoursAtMost() {
        add(0, comparison("run")).add(1, progress(0, 1)).add(21_590, telemetry("other", 0));
        assertThat(causes()).isEmpty();

        add(21_700, telemetry("other", 1));
        assertThat(causes()).containsExactly("run UNKNOWN");
    }

    @Test
    void aTraceThatComesAgainAfterTheDiagnosisWaitsForTheNextComparison() {
        for (int rank = 0; rank < RANKS; rank++) {
            add(rank, telemetry("run", rank));
        }
        add(10, comparison("run")).add(11, telemetry("run", 3));
        assertThat(causes()).containsExactly("run THERMAL_THROTTLING");
    }

    /** Some runs whose facts come in any order, twice or never, with comparisons again, ends and progress. */
    private void random(Random random) {
        for (String run : List.of("a", "a|b", "c")) {
            double from = random.nextInt(6_000);
            double within = random.nextBoolean() ? 60 : 4_000;
            for (int rank = 0; rank < RANKS; rank++) {
                for (int times = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(8) / 7; times > 0; times--) {
                    add(from + within * random.nextDouble(), telemetry(run, rank));
                }
            }
            for (int times = 1 + random.nextInt(2); times > 0; times--) {
                add(from + within * random.nextDouble(), comparison(run));
            }
            if (random.nextBoolean()) {
                add(from + within + random.nextInt(100), of(run).build());
            }
        }
        for (int partition = 0; partition < 3; partition++) {
            int behind = random.nextInt(2_000);
            for (int second = 0; second < 15_000; second += 60) {
                add(second + random.nextDouble(), progress(partition, second - behind));
            }
        }
    }

    @Property(tries = 40)
    void crashesAtEveryRecordChangeNothing(@ForAll long seed) {
        random(new Random(seed));

        List<Diagnosis> rows = rows(false);

        assertThat(rows).extracting(Diagnosis::getRun).contains("a", "a|b", "c");
        assertThat(rows(true)).isEqualTo(rows);
    }
}
