package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkingTest {

    private static final String[] LINKS = {
        "state", "device_events", "linked", "unlinked_no_launch", "unlinked_no_owner", "device_events_ns", "unlinked_ns"
    };

    @Test
    void aKernelBelongsToTheInnermostOperatorAroundItsLaunch() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("linear", 0, 100)
                .operator("matmul", 10, 50)
                .annotation("range", 12, 40)
                .call("cudaLaunchKernel", 20, 5, 1)
                .kernel("gemm", 200, 30, 1));
        assertThat(run.operators("operator", "kernel_count", "device_ns", "device_total_ns", "device_pct"))
                .containsExactly("linear 0 0 30 0.0", "matmul 1 30 30 100.0", "range 0 0 30 0.0");
        assertThat(run.spans()).contains("cudaLaunchKernel matmul range 3 - - - -", "gemm matmul - - - - 5 175");
    }

    @Test
    void withoutAnOperatorTheLatestAnnotationOwnsTheKernel() {
        PassRun run = PassRun.of(new TestTrace("t")
                .annotation("outer", 0, 100)
                .annotation("inner", 10, 50)
                .call("cudaLaunchKernel", 20, 5, 1)
                .kernel("gemm", 200, 30, 1));
        assertThat(run.operators("operator", "kernel_count")).containsExactly("outer 0", "inner 1");
    }

    @Test
    void aKernelMayComeBeforeItsLaunch() {
        PassRun run = PassRun.of(
                new TestTrace("t")
                        .kernel("gemm", 5, 30, 1)
                        .kernel("relu", 50, 10, 2)
                        .operator("linear", 8, 100)
                        .call("cudaLaunchKernel", 10, 5, 1)
                        .call("cudaLaunchKernel", 20, 5, 2)
                        .batches(1),
                PassConfig.defaults());
        assertThat(run.operators("operator", "kernel_count", "device_ns")).containsExactly("linear 2 40");
        assertThat(run.kernels("kernel", "mean_launch_ns", "mean_queuing_ns"))
                .containsExactly("gemm 5.0 0.0", "relu 5.0 25.0");
        assertThat(run.devices("total_ns", "computing_ns", "idle_host_ns")).containsExactly("55 40 0");
    }

    @Test
    void aGraphLaunchOwnsItsFifteenHundredKernels() {
        TestTrace trace = new TestTrace("t").operator("graph", 0, 100).graphLaunch("cudaGraphLaunch", 10, 50, 1);
        for (int kernel = 0; kernel < 1_500; kernel++) {
            trace.kernel("k" + kernel % 3, 100 + 10L * kernel, 8, 1);
        }
        PassRun run = PassRun.of(trace.batches(100), PassConfig.defaults());
        assertThat(run.operators("operator", "kernel_count", "device_ns")).containsExactly("graph 1500 12000");
        assertThat(run.kernels("kernel", "count", "launched_count", "mean_launch_ns", "mean_queuing_ns"))
                .containsExactly("k0 500 0 null null", "k1 500 0 null null", "k2 500 0 null null");
    }

    @Test
    void aKernelWhoseIdSeveralLaunchesCarryIsACauseOfItsOwn() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("op", 0, 100)
                .call("cudaLaunchKernel", 10, 5, 1)
                .kernel("mine", 20, 10, 1)
                .kernel("whose", 40, 10, 2)
                .ambiguous()
                .kernel("early", 60, 10, 3));

        assertThat(PassRun.table(
                        List.of(run.info()), "linked", "unlinked_no_launch", "unlinked_ambiguous", "unlinked_ns"))
                .containsExactly("1 1 1 20");
        assertThat(run.devices("device_events", "linked", "unlinked_no_launch", "unlinked_ambiguous"))
                .containsExactly("3 1 1 1");
    }

    @Test
    void threeInTenKernelsWithoutALaunchAreCountedAndTheRestIsLinked() {
        TestTrace trace = new TestTrace("t").operator("op", 0, 10_000);
        for (int kernel = 0; kernel < 100; kernel++) {
            if (kernel % 10 >= 3) {
                trace.call("cudaLaunchKernel", 10 + 20L * kernel, 5, kernel);
            }
            trace.kernel("k", 20 + 20L * kernel, 10, kernel);
        }
        PassRun run = PassRun.of(trace);
        assertThat(PassRun.table(List.of(run.info()), LINKS)).containsExactly("COMPLETE 100 70 30 0 1000 300");
        assertThat(run.operators("device_pct")).containsExactly("70.0");
    }

    @Test
    void aLaunchThatStandsInNothingLeavesItsKernelsWithoutAnOwner() {
        PassRun run =
                PassRun.of(new TestTrace("t").call("cudaLaunchKernel", 10, 5, 1).kernel("k", 20, 10, 1));
        assertThat(PassRun.table(List.of(run.info()), LINKS)).containsExactly("COMPLETE 1 0 0 1 10 10");
        assertThat(run.kernels("launched_count", "mean_launch_ns")).containsExactly("1 5.0");
    }

    @Test
    void anOperatorThatIsItsOwnLaunchOwnsItsKernelAndGivesItItsDevice() {
        PassRun run = PassRun.of(new TestTrace("t")
                .device(null, null)
                .launchingOperator("aten::matmul", 100, 50, 4567)
                .kernel("aclMatMul", 120, 40, 4567));
        assertThat(run.operators("operator", "kernel_count", "device_ns", "device_total_ns"))
                .containsExactly("aten::matmul 1 40 40");
        assertThat(run.kernels("device", "kernel", "mean_launch_ns", "mean_queuing_ns"))
                .containsExactly("npu:0 aclMatMul 50.0 0.0");
        assertThat(run.devices("device", "device_events")).containsExactly("npu:0 1");
        assertThat(run.info().getDevices()).containsExactly("npu:0");
    }

    @Test
    void aZeroLengthOperatorThatIsItsOwnLaunchOwnsItsKernelToo() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("outer", 0, 200)
                .launchingOperator("op", 100, 0, 1)
                .kernel("k", 120, 40, 1));
        assertThat(run.operators("operator", "device_ns", "device_total_ns")).containsExactly("outer 0 40", "op 40 40");
    }

    @Test
    void aKernelWithoutADeviceAnywhereHasARowOfItsOwn() {
        PassRun run = PassRun.of(new TestTrace("t")
                .device(null, null)
                .kernel("k", 0, 10, 1)
                .device("1", "7")
                .kernel("k", 5, 10, 2));
        assertThat(run.devices("device", "total_ns")).containsExactly("null 10", "1 10");
        assertThat(run.info().getDevices()).containsExactly("1");
    }

    @Test
    void aDroppedLaunchHoldsNoKernelBack() {
        PassConfig config = PassConfig.defaults().withDropCategories(Set.of("runtime"));
        PassRun run = PassRun.of(
                new TestTrace("t")
                        .operator("op", 0, 100)
                        .call("cudaLaunchKernel", 10, 5, 1)
                        .kernel("k", 20, 10, 1)
                        .inOneBatch(),
                config);
        assertThat(PassRun.table(List.of(run.info()), LINKS)).containsExactly("COMPLETE 1 0 1 0 10 10");
        assertThat(run.info().getDropped()).containsExactlyEntriesOf(Map.of("runtime", 1L));
    }

    @Test
    void kernelsThatTheFilterDroppedBeforeTheirLaunchCameAreCountedOffIt() {
        PassConfig config = PassConfig.defaults().withDropCategories(Set.of("memcpy"));
        for (int size : List.of(1, 2, 10)) {
            PassRun run = PassRun.of(
                    new TestTrace("t")
                            .onDevice(EventKind.MEMCPY, "copy", 1, 5, 1)
                            .onDevice(EventKind.MEMCPY, "copy", 2, 5, 2)
                            .operator("op", 5, 100)
                            .call("cudaMemcpyAsync", 10, 5, 1)
                            .graphLaunch("cudaGraphLaunch", 20, 5, 2)
                            .kernel("k", 30, 10, 2)
                            .call("cudaLaunchKernel", 70_000_000_000L, 5, 3)
                            .kernel("k", 70_000_000_010L, 5, 3)
                            .batches(size),
                    config);
            assertThat(PassRun.table(List.of(run.info()), LINKS)).containsExactly("COMPLETE 2 1 0 1 15 5");
            assertThat(run.info().getEvictedLaunches()).isZero();
        }
    }

    @Test
    void aLaunchWhoseKernelsNeverComeIsGivenUpAfterAMinuteOfTraceTime() {
        var batches = new TestTrace("t")
                .operator("op", 0, 100)
                .call("cudaLaunchKernel", 10, 5, 1)
                .kernel("k", 20, 10, 1)
                .call("cudaLaunchKernel", 61_000_000_000L, 5, 2)
                .kernel("k", 61_000_000_010L, 5, 2)
                .inOneBatch();
        batches.get(0).getEvents().get(1).setLaunchedEvents(2);
        PassRun run = PassRun.of(batches, PassConfig.defaults());
        assertThat(run.info().getEvictedLaunches()).isEqualTo(1);
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void aKernelWhoseLaunchNeverComesGoesOnAfterAMinuteOfTraceTime() {
        var batches = new TestTrace("t")
                .kernel("k", 20, 10, 1)
                .kernel("k", 61_000_000_010L, 5, 2)
                .inOneBatch();
        batches.get(0).getEvents().get(0).setLaunchInTrace(true);
        assertThat(PassRun.table(
                        List.of(PassRun.of(batches, PassConfig.defaults()).info()), LINKS))
                .containsExactly("COMPLETE 2 0 2 0 15 15");
    }

    @Test
    void aSpanIsInTheStepLastStartedInItsProcessAtItsLaunch() {
        PassRun run = PassRun.of(new TestTrace("t")
                .step(4, 10, 90)
                .on("1", "2")
                .operator("backward", 20, 200)
                .call("cudaLaunchKernel", 30, 5, 1)
                .on("1", "1")
                .step(5, 100, 90)
                .kernel("late", 150, 10, 1)
                .on("2", "1")
                .host(EventKind.PYTHON, "other process", 120, 10));
        assertThat(run.spans())
                .containsExactlyInAnyOrder(
                        "step 4 - - 0 90 4 - -",
                        "step 5 - - 0 90 5 - -",
                        "backward - - 0 195 4 - -",
                        "cudaLaunchKernel backward backward 1 - 4 - -",
                        "late backward - - - 4 5 115",
                        "other process - - 0 - - - -");
    }

    @Test
    void aRangeHasTheOperatorOfItsLaunchWhereverItStartsAndIsNoDeviceEvent() {
        PassRun run = PassRun.of(new TestTrace("t")
                .range("early", 0, 50, 2)
                .operator("conv", 10, 10)
                .call("launch", 12, 2, 1)
                .operator("relu", 30, 10)
                .call("launch", 32, 2, 2)
                .range("late", 50, 50, 1)
                .range("alone", 100, 50, 3));
        assertThat(run.spans()).contains("early relu - - - - 2 0", "late conv - - - - 2 36", "alone - - - - - - -");
        assertThat(run.devices("device")).isEmpty();
        assertThat(run.kernels("kernel")).isEmpty();
        assertThat(run.operators("operator", "kernel_count", "device_ns")).containsExactly("conv 0 0", "relu 0 0");
    }
}
