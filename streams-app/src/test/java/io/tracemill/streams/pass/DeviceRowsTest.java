package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Collective;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.GroupCollectives;
import io.tracemill.schemas.RankTransfers;
import io.tracemill.schemas.SyncScope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceRowsTest {

    private static final String[] TIMES = {
        "total_ns",
        "computing_ns",
        "communication_ns",
        "memcpy_ns",
        "overlap_ns",
        "exposed_communication_ns",
        "exposed_memcpy_ns",
        "idle_ns"
    };

    @Test
    void timeGoesToComputingThenCommunicationThenCopies() {
        PassRun run = PassRun.of(new TestTrace("t")
                .kernel("gemm", 0, 100, 1)
                .device("0", "9")
                .onDevice(EventKind.COMMUNICATION, "ncclAllReduce", 50, 100, 2)
                .onDevice(EventKind.MEMCPY, "Memcpy HtoD", 140, 30, 3)
                .onDevice(EventKind.MEMSET, "Memset", 200, 10, 4));
        assertThat(run.devices(TIMES)).containsExactly("210 110 100 30 50 50 20 30");
        assertThat(run.devices("device", "device_name", "step", "start_ns", "idle_unknown_ns"))
                .containsExactly("0 H100 null 0 30");
    }

    @Test
    void idleIsSplitByWhatTheHostDidAboutTheNextEvent() {
        PassRun run = PassRun.of(new TestTrace("t")
                .kernel("a", 0, 100, 1)
                .call("cudaLaunchKernel", 130, 20, 2)
                .kernel("b", 160, 40, 2)
                .kernel("c", 300, 10, 3));
        assertThat(run.devices("idle_ns", "idle_host_ns", "idle_launch_ns", "idle_device_ns", "idle_unknown_ns"))
                .containsExactly("160 30 20 10 100");
        assertThat(PassRun.table(
                        run.rows().of(DeviceStats.class).get(0).getGaps(),
                        "start_ns",
                        "duration_ns",
                        "host_ns",
                        "launch_ns",
                        "device_ns",
                        "unknown_ns",
                        "next"))
                .containsExactly("200 100 0 0 0 100 c", "100 60 30 20 10 0 b");
    }

    @Test
    void stepWindowsCutEventsAtTheirBoundariesAndAddUp() {
        PassRun run = PassRun.of(new TestTrace("t")
                .call("cudaLaunchKernel", 1, 2, 1)
                .step(1, 10, 90)
                .call("cudaLaunchKernel", 20, 2, 2)
                .call("cudaLaunchKernel", 30, 2, 3)
                .step(2, 100, 100)
                .call("cudaLaunchKernel", 110, 2, 4)
                .kernel("before", 5, 10, 1)
                .kernel("one", 40, 100, 2)
                .device("0", "9")
                .kernel("two", 120, 30, 4)
                .kernel("late", 160, 10, 3));
        assertThat(run.devices(
                        "step",
                        "truncated",
                        "start_ns",
                        "total_ns",
                        "computing_ns",
                        "idle_ns",
                        "device_events",
                        "late_ns"))
                .containsExactly(
                        "-1 false 5 35 10 25 1 0",
                        "1 false 40 80 80 0 1 0",
                        "2 true 120 50 40 10 2 10",
                        "null false 5 165 130 35 4 10");
        assertThat(run.bottlenecks("step", "bottleneck"))
                .containsExactly("-1 SYNC_BOUND", "1 COMPUTE_BOUND", "2 COMPUTE_BOUND", "null COMPUTE_BOUND");
    }

    @Test
    void receivingFromAnotherStageOfThePipelineIsTheBubbleOfTheStepInWhichItBegins() {
        PassRun run = PassRun.of(new TestTrace("t")
                .step(1, 0, 90)
                .call("launch", 10, 2, 1)
                .call("launch", 11, 2, 2)
                .call("launch", 12, 2, 3)
                .step(2, 100, 100)
                .call("launch", 110, 2, 4)
                .device("0", "9")
                .receive("receive 1", 20, 30, 1)
                .onDevice(EventKind.COMMUNICATION, "send", 60, 10, 2)
                .receive("receive 2", 100, 40, 3)
                .kernel("kernel", 130, 20, 4));
        assertThat(run.devices("step", "total_ns", "communication_ns", "bubble_ns"))
                .containsExactly("1 110 70 70", "2 20 10 0", "null 130 80 70");
    }

    private static Collective group() {
        return Collective.newBuilder().setGroupSize(4L).build();
    }

    private static Collective transfer(boolean sends, @Nullable Long peer) {
        return Collective.newBuilder()
                .setSends(sends)
                .setReceives(!sends)
                .setPeer(peer)
                .build();
    }

    @Test
    void collectivesAreSummedByGroupAndTransfersByDirection() {
        PassRun run = PassRun.of(new TestTrace("t")
                .step(1, 0, 90)
                .call("launch", 1, 1, 1)
                .step(2, 100, 100)
                .call("launch", 101, 1, 2)
                .device("0", "9")
                .onDevice(EventKind.KERNEL, "first", 2, 1, 1)
                .collective("tp", group(), 10, 20)
                .collective("dp", group(), 40, 5)
                .collective("tp", group(), 50, 7)
                .collective(null, transfer(true, 7L), 60, 1)
                .collective(null, transfer(true, 1L), 62, 1)
                .collective(null, transfer(false, 2L), 64, 1)
                .collective(null, transfer(false, null), 66, 1)
                .onDevice(EventKind.KERNEL, "second", 105, 1, 2)
                .collective("tp", group(), 110, 3));
        List<DeviceStats> rows = run.rows().of(DeviceStats.class);
        assertThat(rows)
                .extracting(row -> PassRun.table(row.getCollectives(), "group", "group_size", "count", "total_ns"))
                .containsExactly(
                        List.of("tp 4 2 27", "dp 4 1 5"), List.of("tp 4 1 3"), List.of("tp 4 3 30", "dp 4 1 5"));
        assertThat(rows)
                .extracting(DeviceStats::getTransfers)
                .containsExactly(new RankTransfers(4L, 1L, 7L, 2L), null, new RankTransfers(4L, 1L, 7L, 2L));
    }

    @Test
    void ofTooManyGroupsTheFirstOfTheTraceAreKept() {
        TestTrace trace = new TestTrace("t").device("0", "9");
        for (int group = 0; group < 70; group++) {
            trace.collective("group " + group, group(), 10L * group, 2);
        }
        trace.collective("group 0", group(), 700, 2).collective("group 69", group(), 710, 2);
        for (int batch : new int[] {1, 7, 100}) {
            PassRun run = PassRun.of(trace.batches(batch), PassConfig.defaults());
            List<GroupCollectives> groups =
                    run.rows().of(DeviceStats.class).get(0).getCollectives();
            assertThat(groups).hasSize(64);
            assertThat(PassRun.table(groups, "group", "count"))
                    .startsWith("group 0 2", "group 1 1")
                    .endsWith("group 63 1");
        }
    }

    @Test
    void aDeviceWithoutStepsHasOneRowOnly() {
        PassRun run = PassRun.of(new TestTrace("t").kernel("a", 0, 10, 1).kernel("b", 20, 10, 2));
        assertThat(run.devices("step", "total_ns")).containsExactly("null 30");
    }

    @Test
    void kernelsProvenMemoryBoundByCountersCountForMemory() {
        PassRun run = PassRun.of(new TestTrace("t")
                .memoryBoundKernel("slow", 0, 60)
                .device("0", "9")
                .kernel("gemm", 40, 60, 2));
        assertThat(run.devices("computing_ns", "memory_bound_ns")).containsExactly("100 40");
        assertThat(run.bottlenecks("computing_pct", "memcpy_pct")).containsExactly("60.0 40.0");
    }

    @Test
    void aKernelRowKnowsShapeTimingAndCounters() {
        PassRun run = PassRun.of(new TestTrace("t")
                .kernelOfShape("k", 0, 10, "1,1,1")
                .kernelOfShape("k", 20, 30, "2,1,1")
                .kernelOfShape("k", 60, 30, "3,1,1")
                .countedKernel("c", 100, 10, Map.of("x", 0.1))
                .countedKernel("c", 120, 10, Map.of("x", 0.2)));
        assertThat(run.kernels(
                        "kernel", "count", "total_ns", "min_ns", "max_ns", "grid", "geometry_varies", "counters"))
                .containsExactly("k 3 70 10 30 2,1,1 true null", "c 2 20 10 10 null false {x=0.15}");
    }

    @Test
    void completionIsTheTimeFromTheLastEventToTheEndOfTheSyncThatWaitedForIt() {
        PassRun run = PassRun.of(new TestTrace("t")
                .kernel("first", 0, 100, 1)
                .device("0", "9")
                .kernel("elsewhere", 0, 140, 2)
                .device("0", "7")
                .sync(SyncScope.STREAM, 50, 60)
                .sync(null, 50, 100)
                .kernel("next", 200, 10, 3)
                .device("0", null)
                .sync(SyncScope.DEVICE, 205, 12)
                .sync(SyncScope.DEVICE, 300, 10));
        assertThat(run.kernels("kernel", "mean_completion_ns"))
                .containsExactly("elsewhere null", "first 10.0", "next 7.0");
    }
}
