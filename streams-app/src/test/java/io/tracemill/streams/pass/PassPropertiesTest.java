package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PassPropertiesTest {

    @Property(tries = 60)
    void theSizeOfBatchesNeverChangesARow(
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 1, max = 50) int batchEvents,
            @ForAll long seed) {
        PassRun whole = PassRun.of(RandomTraces.mixed("t", events, seed));
        PassRun cut = PassRun.of(RandomTraces.mixed("t", events, seed).batches(batchEvents), PassConfig.defaults());
        assertThat(cut.everything()).isEqualTo(whole.everything());
    }

    @Property(tries = 60)
    void aLimitOnNamesFoldsTheSameNamesWhateverTheBatches(
            @ForAll @IntRange(min = 1, max = 50) int batchEvents, @ForAll long seed) {
        PassConfig config = PassConfig.defaults().withLimits(3, 1_000);
        PassRun whole = PassRun.of(RandomTraces.mixed("t", 80, seed).inOneBatch(), config);
        PassRun cut = PassRun.of(RandomTraces.mixed("t", 80, seed).batches(batchEvents), config);
        assertThat(cut.everything()).isEqualTo(whole.everything());
        assertThat(whole.info().getState()).isEqualTo(TraceState.COMPLETE);
        assertThat(whole.rows().of(OperatorStats.class).stream()
                        .map(row -> row.getOperator())
                        .collect(Collectors.toSet()))
                .hasSizeLessThanOrEqualTo(4);
    }

    @Property(tries = 60)
    void everyTraceKeepsTheLaws(@ForAll @IntRange(min = 1, max = 150) int events, @ForAll long seed) {
        PassRun run = PassRun.of(RandomTraces.mixed("t", events, seed));
        assertThat(run.info().getReason()).isNull();
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Property(tries = 60)
    void nestingIsWhatComparingEverySpanWithEveryOtherGives(
            @ForAll @IntRange(min = 1, max = 100) int events, @ForAll long seed) {
        List<TraceEventBatch> batch = RandomTraces.mixed("t", events, seed).inOneBatch();
        assertThat(PassRun.of(batch, PassConfig.defaults()).operators(QuadraticNesting.COLUMNS))
                .containsExactlyInAnyOrderElementsOf(new QuadraticNesting(batch.get(0)).rows());
    }

    @Property(tries = 60)
    void theDeviceSweepIsWhatLookingAtEveryNanosecondGives(
            @ForAll @IntRange(min = 1, max = 60) int events, @ForAll long seed) {
        List<TraceEventBatch> batch = RandomTraces.mixed("t", events, seed).inOneBatch();
        PassRun run = PassRun.of(batch, PassConfig.defaults());
        for (DeviceStats row : run.rows().of(DeviceStats.class)) {
            List<TraceEvent> onDevice = batch.get(0).getEvents().stream()
                    .filter(event -> event.getLaunchInTrace() != null)
                    .filter(event -> Objects.equals(
                            row.getDevice(), batch.get(0).getStrings().get(event.getDevice())))
                    .toList();
            assertThat(PassRun.table(List.of(row), NanosecondSweep.COLUMNS))
                    .as("device %s step %s", row.getDevice(), row.getStep())
                    .containsExactly(new NanosecondSweep(onDevice).row(row.getStartNs(), row.getTotalNs()));
        }
    }

    @Property(tries = 60)
    void everySpanCarriesItsEventAsItCame(
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 1, max = 50) int batchEvents,
            @ForAll @IntRange(min = 1, max = 20_000) int spanBatchBytes,
            @ForAll long seed) {
        List<TraceEventBatch> batches = new EventDetails(seed)
                .addTo(RandomTraces.mixed("t", events, seed).batches(batchEvents));
        PassRun run = PassRun.of(batches, PassConfig.defaults().withLimits(20_000, spanBatchBytes));
        assertThat(EventDetails.ofSpans(run.spanBatches().stream())).isEqualTo(EventDetails.of(batches));
        assertThat(run.info().getSpansWritten()).isEqualTo(run.info().getEvents());
        for (SpanBatch batch : run.spanBatches()) {
            assertThat(batch.getStrings()).doesNotHaveDuplicates();
            if (batch.getSpans().size() > 1) {
                assertThat(AvroSerde.of(SpanBatch.class).encode(batch)).hasSizeLessThanOrEqualTo(spanBatchBytes);
            }
        }
    }

    @Property(tries = 30)
    void theSecondFilterChangesWhatIsWrittenAndNoRow(@ForAll long seed) {
        List<TraceEventBatch> batches = RandomTraces.mixed("t", 80, seed).batches(7);
        PassRun all = PassRun.of(batches, PassConfig.defaults());
        PassRun some = PassRun.of(batches, PassConfig.defaults().withWritten(40L, Set.of("kernel")));
        assertThat(some.rows().of(OperatorStats.class)).isEqualTo(all.rows().of(OperatorStats.class));
        assertThat(some.rows().of(KernelStats.class)).isEqualTo(all.rows().of(KernelStats.class));
        assertThat(some.rows().of(DeviceStats.class)).isEqualTo(all.rows().of(DeviceStats.class));
        long kept = batches.stream()
                .flatMap(batch -> batch.getEvents().stream()
                        .filter(event -> event.getDurationNs() >= 40
                                || batch.getStrings().get(event.getCategory()).equals("kernel")))
                .count();
        assertThat(some.info().getSpansWritten()).isEqualTo(kept);
        assertThat(some.spans()).hasSize((int) kept);
    }
}
