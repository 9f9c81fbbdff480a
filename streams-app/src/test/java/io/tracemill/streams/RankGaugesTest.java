package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.streams.ranks.Ranks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What monitoring shows of ranks. */
class RankGaugesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_767_600_000L * SECOND;

    private final RankRun run = new RankRun(Map.of());

    @AfterEach
    void close() {
        run.close();
    }

    /** The trace of a rank of four that ends so long after another time, with an idle time in percent. */
    private static RankSteps trace(int rank, long seconds, int idle) {
        RankSteps trace = Ranks.rank(rank, 4, Ranks.step(null, 80 - idle, 20, idle), Ranks.step(1, 80, 20, 0));
        trace.setNode("n1");
        trace.setFigures(RankFigures.newBuilder()
                .setEndNs(NOW + seconds * SECOND)
                .setStepNs(SECOND / 4)
                .setBottleneck(BottleneckClass.COMPUTE_BOUND)
                .build());
        return trace;
    }

    private List<String> shown() {
        return shown(run.counts);
    }

    private static List<String> shown(TraceCounts counts) {
        return counts.ranks().stream()
                .map(rank -> rank.run()
                        + ' '
                        + rank.rank()
                        + ' '
                        + rank.node()
                        + ' '
                        + rank.stepSeconds().orElse(-1)
                        + ' '
                        + rank.idleRatio()
                        + ' '
                        + rank.exposedCommunicationRatio()
                        + ' '
                        + rank.bottleneck()
                        + ' '
                        + rank.slowKind()
                        + ' '
                        + rank.slowRatio())
                .sorted()
                .toList();
    }

    /** What a task shows that begins with the state that the topology has now. */
    private Restarted restarted() {
        return new Restarted(run.state());
    }

    /** Gauges over a store that was restored before they began. */
    private static final class Restarted {
        final TraceCounts counts = new TraceCounts();
        final RankGauges gauges;
        private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();

        Restarted(Map<String, byte[]> restored) {
            MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
            context.setCurrentSystemTimeMs(0);
            store.init(context.getStateStoreContext(), store);
            restored.forEach(store::put);
            RecordOutput output = new RecordOutput(context, new Sinks(Set.of(), ""), "ranks", counts);
            gauges = new RankGauges(new TaskContext(context, store, output, new CommitPace()), counts);
        }

        Set<String> keys() {
            Set<String> keys = new TreeSet<>();
            new StoreKeyValues(store).forEach("", (key, value) -> keys.add(key));
            return keys;
        }
    }

    @Test
    void theNewestTraceOfARankIsShownWhateverTheirOrder() {
        run.send(trace(0, 10, 5), trace(0, 30, 40), trace(0, 20, 6));

        assertThat(shown()).containsExactly("run 0 n1 0.25 0.4 0.2 COMPUTE_BOUND null 0.0");
        assertThat(run.counts.ranks().get(0).endSeconds()).hasValue(1_767_600_030.0);
    }

    @Test
    void ofTimesThatAreNotThoseOfAClockTheLastCounts() {
        RankSteps first = trace(0, 0, 5);
        first.getFigures().setEndNs(2_000);
        RankSteps second = trace(0, 0, 40);
        second.getFigures().setEndNs(1_000);
        run.send(first, second);

        assertThat(shown()).containsExactly("run 0 n1 0.25 0.4 0.2 COMPUTE_BOUND null 0.0");
        assertThat(run.counts.ranks().get(0).endSeconds()).isEmpty();
    }

    @Test
    void aTraceMayHaveNoStepsAndNoDevice() {
        RankSteps trace = trace(0, 0, 5);
        trace.getFigures().setStepNs(null);
        trace.getFigures().setBottleneck(null);
        RankSteps empty = trace(1, 0, 5);
        empty.setSteps(List.of());
        run.send(trace, empty);

        assertThat(shown()).containsExactly("run 0 n1 -1.0 0.05 0.2 null null 0.0");
    }

    @Test
    void aComparisonTellsWhichRanksAreSlow() {
        for (int rank = 0; rank < 4; rank++) {
            boolean slow = rank == 2;
            List<RankStep> steps =
                    new ArrayList<>(List.of(Ranks.step(null, slow ? 16_000 : 8_000, slow ? 20 : 8_020, 0)));
            for (int step = 1; step <= 20; step++) {
                steps.add(Ranks.step(step, slow ? 800_000_000 : 400_000_000, slow ? 1_000_000 : 401_000_000, 0));
            }
            RankSteps trace = trace(rank, 0, 0);
            trace.setSteps(steps);
            run.send(trace);
        }
        SlowRankFinding finding = run.findings().get(0);
        assertThat(finding.getRanks()).containsExactly(2);
        List<RankGauge> ranks = run.counts.ranks();
        assertThat(ranks)
                .filteredOn(rank -> rank.rank() == 2)
                .allMatch(rank -> "SLOW_COMPUTE".equals(rank.slowKind()) && rank.slowRatio() > 0.2);
        assertThat(ranks)
                .filteredOn(rank -> rank.rank() != 2)
                .hasSize(3)
                .allMatch(rank -> "NONE".equals(rank.slowKind()) && rank.slowRatio() == 0);

        run.send(trace(2, 10, 0));
        Restarted restarted = restarted();
        SlowRankFinding ofAnother =
                SlowRankFinding.newBuilder(finding).setRanks(List.of(3)).build();
        restarted.gauges.judge("run", Set.of(0, 1, 3), List.of(ofAnother));
        assertThat(restarted.counts.ranks())
                .hasSize(4)
                .filteredOn(rank -> "SLOW_COMPUTE".equals(rank.slowKind()) && rank.slowRatio() > 0.2)
                .extracting(RankGauge::rank)
                .as("rank 2 was not compared again")
                .containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void aRestartShowsTheSameRanks() {
        run.send(trace(0, 10, 5), trace(1, 10, 7));
        Restarted restarted = restarted();

        assertThat(shown(restarted.counts)).isEqualTo(shown()).hasSize(2);
        restarted.gauges.take(trace(0, 5, 9), 0, 1);
        assertThat(shown(restarted.counts)).isEqualTo(shown());
        restarted.gauges.close();
        assertThat(restarted.counts.ranks()).isEmpty();
        assertThat(restarted.keys()).contains("gauge|3|run|0", "gauge|3|run|1");
    }

    @Test
    void aRankWithoutATraceForHoursIsDropped() {
        run.send(trace(0, 10, 5));
        run.advance(Duration.ofHours(4));
        run.send(trace(1, 10, 5));
        run.advance(Duration.ofHours(3));

        assertThat(run.counts.ranks()).extracting(RankGauge::rank).containsExactly(1);
        assertThat(run.counts.ranksDropped()).containsExactly(Map.entry(RankDropReason.SILENT, 1L));
        Restarted restarted = restarted();
        restarted.gauges.checkIdle(Duration.ofHours(10).toMillis());
        assertThat(restarted.counts.ranks()).isEmpty();
        assertThat(restarted.keys()).isEmpty();
    }

    @Test
    void thereIsRoomForTheRanksWithTheNewestTraces() {
        int all = RankGauges.MOST + 2;
        IntStream.range(0, all).forEach(rank -> {
            RankSteps trace = trace(0, 0, 5);
            trace.setRank(rank);
            trace.setWorldSize(all + 1);
            run.send(trace);
        });

        assertThat(run.counts.ranks()).hasSize(RankGauges.MOST).noneMatch(rank -> rank.rank() < 2);
        assertThat(run.counts.ranksDropped()).containsExactly(Map.entry(RankDropReason.FULL, 2L));
    }

    @Test
    void aStateThatCannotBeReadIsForgotten() {
        run.send(trace(0, 10, 5));
        Map<String, byte[]> state = run.state();
        state.put("gauge|3|run|1", new byte[] {1, 2, 3});
        Restarted restarted = new Restarted(state);

        assertThat(restarted.counts.ranks()).extracting(RankGauge::rank).containsExactly(0);
        assertThat(restarted.keys()).contains("gauge|3|run|0").doesNotContain("gauge|3|run|1");
    }
}
