package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.DeviceWork;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.RemarkKind;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.roof.DevicePeaks;
import io.tracemill.streams.roof.PeakTable;
import io.tracemill.streams.roof.Peaks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapesTest {

    /** A device that does 1,000 operations and moves 100 bytes in a nanosecond. */
    private static final PassConfig WITH_PEAKS = PassConfig.defaults()
            .withPeaks(new PeakTable(
                    List.of(new DevicePeaks(
                            List.of("h100"),
                            DevicePeaks.Range.ANY,
                            new Peaks(
                                    100e9,
                                    Map.of(ComputeUnit.MATRIX_BF16, 1_000e9, ComputeUnit.VECTOR_FP32, 1_000e9),
                                    null))),
                    List::of));

    private static List<String> shapes(PassRun run, String... columns) {
        return PassRun.table(run.rows().of(ShapeStats.class), columns);
    }

    private static PassRun withPeaks(TestTrace trace) {
        return PassRun.of(trace.inOneBatch(), WITH_PEAKS);
    }

    private static DeviceWork work(PassRun run) {
        List<DeviceStats> rows = run.rows().of(DeviceStats.class);
        return rows.get(rows.size() - 1).getWork();
    }

    /**
     * A product of matrices in a linear layer, whose inner operator and a copy launch too; and an operator without a
     * model.
     */
    private static TestTrace linear() {
        return new TestTrace("t")
                .operator("linear", 0, 100)
                .operator("mm", 10, 50)
                .withInputs("[[8,4]]")
                .working(50_000, 1_000L, ComputeUnit.MATRIX_BF16)
                .operator("copy", 12, 20)
                .withInputs("[[4]]")
                .working(4, 8L, ComputeUnit.VECTOR_FP32)
                .call("launch", 15, 2, 1)
                .call("launch", 40, 2, 2)
                .call("launch", 70, 2, 3)
                .call("launch", 120, 2, 4)
                .kernel("copy", 50, 30, 1)
                .kernel("gemm", 80, 70, 2)
                .kernel("bias", 150, 20, 3)
                .kernel("outside", 170, 10, 4);
    }

    @Test
    void aDeviceEventCountsForTheOutermostOperatorWithAModelElseForItsOwner() {
        assertThat(shapes(PassRun.of(linear()), "operator", "input_dims", "count", "kernel_count", "device_ns"))
                .containsExactly("null null 0 1 10", "mm [[8,4]] 1 2 100", "linear null 1 1 20");
    }

    @Test
    void ratesAreThoseOfAllCallsTogether() {
        TestTrace trace = new TestTrace("t");
        for (int call = 0; call < 2; call++) {
            trace.operator("mm", 100L * call, 50)
                    .withInputs("[[8,4]]")
                    .working(50_000, 1_000L, ComputeUnit.MATRIX_BF16)
                    .call("launch", 100L * call + 10, 2, call + 1)
                    .kernel("gemm", 100L * call + 20, call == 0 ? 100 : 300, call + 1);
        }
        PassRun run = withPeaks(trace);
        ShapeStats row = run.rows().of(ShapeStats.class).get(0);
        assertThat(row.getTflopsPerS()).isEqualTo(2 * 50_000 / 400.0 / 1000);
        assertThat(row.getTbPerS()).isEqualTo(2 * 1_000 / 400.0 / 1000);
        assertThat(row.getFlopsPerByte()).isEqualTo(50);
        assertThat(row.getRooflineNs()).isEqualTo(100);
        assertThat(row.getRooflinePct()).isEqualTo(25);
        assertThat(row.getBound()).hasToString("COMPUTE");
        assertThat(row.getDevicePct()).isEqualTo(100);
    }

    @Test
    void whatReachesLessThanATenthOfItsRooflineIsBoundByNeither() {
        PassRun run = withPeaks(new TestTrace("t")
                .operator("add", 0, 50)
                .withInputs("[[8]]")
                .working(8, 100L, ComputeUnit.VECTOR_FP32)
                .call("launch", 10, 2, 1)
                .kernel("add", 20, 11, 1));
        assertThat(shapes(run, "roofline_ns", "bound")).containsExactly("1.0 NEITHER");
        assertThat(run.devices("memory_bound_ns", "modelled_memory_bound_ns")).containsExactly("0 0");
    }

    @Test
    void operationsOfADeviceAreComparedWithItsRooflineAndItsPeak() {
        PassRun run = withPeaks(linear().operator("engine", 200, 100)
                .telling(PhaseMark.BACKWARD)
                .operator("mm", 210, 50)
                .telling(PhaseMark.RECOMPUTE)
                .withInputs("[[8,4]]")
                .working(50_000, 1_000L, ComputeUnit.MATRIX_BF16)
                .call("launch", 220, 2, 5)
                .kernel("gemm", 230, 20, 5));
        DeviceWork work = work(run);
        assertThat(work.getModelledNs()).isEqualTo(120);
        assertThat(work.getModelledPct()).isEqualTo(80);
        assertThat(work.getBoundPct()).isEqualTo(80);
        assertThat(work.getFlops()).isEqualTo(100_000);
        assertThat(work.getRecomputeFlops()).isEqualTo(50_000);
        assertThat(work.getUnit()).isEqualTo(ComputeUnit.MATRIX_BF16);
        assertThat(work.getAchievedFlops()).isCloseTo(100_000 / 120e-9, within(1.0));
        assertThat(work.getEstimatedFlops()).isCloseTo(1_000e9, within(1.0));
        assertThat(work.getEfficiencyPct()).isCloseTo(100 * 100 / 120.0, within(1e-9));
        assertThat(work.getMfuPct()).isCloseTo(100 * 50_000 / (200 * 1_000.0), within(1e-9));
    }

    @Test
    void withoutPeaksThereAreOperationsButNoRoofline() {
        PassRun run = PassRun.of(linear());
        assertThat(shapes(run, "roofline_ns", "roofline_pct", "bound")).containsOnly("null null null");
        assertThat(work(run).getFlops()).isEqualTo(50_000);
        assertThat(work(run).getBoundNs()).isZero();
        assertThat(work(run).getEstimatedFlops()).isNull();
        assertThat(work(run).getMfuPct()).isNull();
    }

    private static TestTrace memoryBound(long otherNanos) {
        return new TestTrace("t")
                .operator("add", 0, 50)
                .withInputs("[[8]]")
                .working(8, 8_000L, ComputeUnit.VECTOR_FP32)
                .call("launch", 10, 2, 1)
                .call("launch", 60, 2, 2)
                .kernel("add", 70, 100, 1)
                .kernel("other", 170, otherNanos, 2);
    }

    @Test
    void theModelCountsOnlyWhereItKnowsWhatBoundsFourFifthsOfTheTime() {
        PassRun known = withPeaks(memoryBound(25));
        assertThat(known.devices("memory_bound_ns", "modelled_memory_bound_ns")).containsExactly("0 100");
        Bottleneck memory = known.rows().of(Bottleneck.class).get(0);
        assertThat(memory.getBottleneck()).isEqualTo(BottleneckClass.MEMORY_BOUND);
        assertThat(memory.getRemarks().stream()
                        .filter(remark -> remark.getKind() == RemarkKind.EVIDENCE)
                        .map(remark -> remark.getCode()))
                .contains("MODELLED_MEMORY");

        Bottleneck unknown =
                withPeaks(memoryBound(26)).rows().of(Bottleneck.class).get(0);
        assertThat(unknown.getBottleneck()).isEqualTo(BottleneckClass.COMPUTE_BOUND);
    }

    @Test
    void copiesAreNotJudgedByTheMemoryOfTheDevice() {
        PassRun run = withPeaks(new TestTrace("t")
                .operator("copy", 0, 50)
                .withInputs("[[8]]")
                .working(8, 8_000L, ComputeUnit.VECTOR_FP32)
                .call("launch", 10, 2, 1)
                .onDevice(EventKind.MEMCPY, "Memcpy", 20, 100, 1));
        assertThat(shapes(run, "count", "device_ns", "tb_per_s", "roofline_ns", "bound"))
                .containsExactly("1 100 0.08 null null");
        assertThat(work(run).getFlops()).isEqualTo(8);
        assertThat(work(run).getBoundNs()).isZero();
    }

    @Test
    void aCallCountsWithADeviceEventAndNotWithTheRangeOfAProfilerBeforeIt() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("mm", 0, 50)
                .withInputs("[[8,4]]")
                .call("launch", 10, 2, 1)
                .range("gemm", 15, 5, 1)
                .kernel("gemm", 20, 10, 1));
        assertThat(shapes(run, "operator", "count", "kernel_count")).containsExactly("mm 1 1");
    }

    @Test
    void aCallWhoseFirstLaunchHasOnlyDroppedEventsCountsWithItsNext() {
        for (int size : List.of(1, 2, 10)) {
            PassRun run = PassRun.of(
                    new TestTrace("t")
                            .operator("mm", 0, 50)
                            .withInputs("[[8,4]]")
                            .working(50_000, 1_000L, ComputeUnit.MATRIX_BF16)
                            .call("launch", 10, 2, 1)
                            .onDevice(EventKind.MEMSET, "zero", 15, 5, 1)
                            .call("launch", 20, 2, 2)
                            .kernel("gemm", 30, 20, 2)
                            .batches(size),
                    PassConfig.defaults().withDropCategories(Set.of("memset")));
            assertThat(shapes(run, "operator", "count", "kernel_count")).containsExactly("mm 1 1");
            assertThat(work(run).getFlops()).isEqualTo(50_000);
        }
    }

    @Test
    void evidenceSaysHowNearTheModelledOperatorsComeToTheirRoofline() {
        PassRun run = withPeaks(linear());
        assertThat(run.rows().of(Bottleneck.class).get(0).getEvidence())
                .contains(
                        "Operators whose work is modelled take 76.9 % of the device time, and reach 50.0 % of what the"
                                + " roofline model allows.");
        assertThat(PassRun.of(linear()).rows().of(Bottleneck.class).get(0).getEvidence())
                .noneMatch(sentence -> sentence.contains("roofline"));
    }

    @Test
    void anIdleDeviceHasTheLengthOfItsQueueAsEvidence() {
        PassRun run = PassRun.of(new TestTrace("t")
                .call("launch", 0, 10, 1)
                .call("launch", 10, 10, 2)
                .call("launch", 400, 10, 3)
                .kernel("k", 100, 100, 1)
                .kernel("k", 200, 100, 2)
                .kernel("k", 420, 80, 3));
        assertThat(run.rows().of(Bottleneck.class).get(0).getEvidence())
                .contains("On average, 0.3 launched device events were waiting to begin.");
    }

    @Test
    void aTraceWithoutInputsHasNoShapes() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("mm", 0, 50)
                .call("launch", 10, 2, 1)
                .kernel("k", 20, 5, 1));
        assertThat(run.rows().of(ShapeStats.class)).isEmpty();
        assertThat(work(run)).isNull();
    }

    @Test
    void shapesThatFindNoRoomAreOneAndCounted() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 9_000; i++) {
            trace.operator("mm", 100L * i, 50)
                    .withInputs("[[" + i + "]]")
                    .working(10, 10L, ComputeUnit.MATRIX_BF16)
                    .call("launch", 100L * i + 10, 2, i + 1)
                    .kernel("gemm", 100L * i + 20, 5, i + 1);
        }
        PassRun run = PassRun.of(trace.inOneBatch(), PassConfig.defaults());
        PassRun cut = PassRun.of(trace.batches(1_000), PassConfig.defaults());
        assertThat(run.everything()).isEqualTo(cut.everything());
        assertThat(run.rows().of(ShapeStats.class)).hasSize((1 << 13) + 1);
        assertThat(shapes(run, "operator", "count", "device_ns")).contains("(other) 808 4040");
        assertThat(run.info().getFolded()).containsEntry("shapes", 9_000L - (1 << 13));
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Property(tries = 100)
    void shapesAreWhatComparingEveryLaunchWithEveryOperatorGives(
            @ForAll @IntRange(min = 1, max = 120) int events, @ForAll long seed) {
        List<TraceEventBatch> batch = RandomTraces.mixed("t", events, seed).inOneBatch();
        PassRun run = PassRun.of(batch, PassConfig.defaults());
        List<String> expected = new ShapesByStack(batch.get(0)).rows();
        if (!run.rows().of(ShapeStats.class).isEmpty()) {
            assertThat(shapes(run, ShapesByStack.COLUMNS)).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Property(tries = 40)
    void theSizeOfBatchesChangesNoRooflineEither(
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 1, max = 50) int batchEvents,
            @ForAll long seed) {
        PassRun whole = withPeaks(RandomTraces.mixed("t", events, seed));
        PassRun cut = PassRun.of(RandomTraces.mixed("t", events, seed).batches(batchEvents), WITH_PEAKS);
        assertThat(cut.everything()).isEqualTo(whole.everything());
    }
}
