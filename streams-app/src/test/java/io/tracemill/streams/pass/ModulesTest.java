package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModulesTest {

    private static List<ModuleStats> onDevices(PassRun run) {
        return run.rows().of(ModuleStats.class).stream()
                .filter(row -> row.getDeviceNs() != null)
                .toList();
    }

    private static List<ModuleStats> onHost(PassRun run) {
        return run.rows().of(ModuleStats.class).stream()
                .filter(row -> row.getHostNs() != null)
                .toList();
    }

    /**
     * Path, class, instance, device time, total, and the parts of a forward pass, a backward pass and recomputation.
     */
    private static List<String> onDevices(TestTrace trace) {
        return PassRun.table(
                onDevices(PassRun.of(trace)),
                "path",
                "class",
                "instance",
                "device_ns",
                "device_total_ns",
                "forward_ns",
                "backward_ns",
                "recompute_ns");
    }

    private static TestTrace training() {
        return new TestTrace("t")
                .withBackward()
                .module("Net_0", 0, 100)
                .module("Conv2d_1", 10, 40)
                .operator("conv", 15, 20)
                .telling(PhaseMark.FORWARD)
                .numbered(7)
                .call("launch", 20, 2, 1)
                .operator("loss", 60, 20)
                .telling(PhaseMark.FORWARD)
                .numbered(8)
                .call("launch", 65, 2, 2)
                .call("launch", 110, 2, 3)
                .on("1", "engine")
                .operator("engine", 120, 60)
                .telling(PhaseMark.BACKWARD)
                .numbered(7)
                .operator("conv backward", 130, 30)
                .telling(PhaseMark.BACKWARD)
                .call("launch", 140, 2, 4)
                .kernel("conv", 30, 5, 1)
                .kernel("loss", 70, 7, 2)
                .kernel("outside", 115, 11, 3)
                .kernel("conv backward", 150, 13, 4)
                .kernel("lost", 197, 3, 99);
    }

    @Test
    void aDeviceEventBelongsToTheModuleOfItsLaunchAndInABackwardPassToThatOfTheForwardPass() {
        assertThat(onDevices(training()))
                .containsExactly(
                        "(no launch) null null 3 3 0 0 0",
                        "(none) null null 11 11 0 0 0",
                        "Net_0 Net Net_0 7 25 7 0 0",
                        "Net_0/Conv2d_1 Conv2d Conv2d_1 18 18 5 13 0");
    }

    @Test
    void theHostHasTheCallsOfEachModule() {
        TestTrace twice = training().on("1", "1").module("Net_0", 200, 50).module("Conv2d_1", 210, 3);
        assertThat(PassRun.table(onHost(PassRun.of(twice)), "device", "path", "count", "host_ns", "device_ns"))
                .containsExactly("null Net_0 2 150 null", "null Net_0/Conv2d_1 2 43 null");
    }

    @Test
    void spansCarryTheirModules() {
        assertThat(PassRun.of(training()).modules())
                .containsExactly(
                        "conv Net_0/Conv2d_1",
                        "conv Net_0/Conv2d_1",
                        "conv backward Net_0/Conv2d_1",
                        "conv backward null",
                        "engine null",
                        "launch Net_0",
                        "launch Net_0/Conv2d_1",
                        "launch null",
                        "launch null",
                        "loss Net_0",
                        "loss Net_0",
                        "lost null",
                        "nn.Module: Conv2d_1 Net_0/Conv2d_1",
                        "nn.Module: Net_0 Net_0",
                        "outside null");
    }

    @Test
    void aTraceThatCallsNoModuleHasNoRows() {
        PassRun run = PassRun.of(new TestTrace("t")
                .host(EventKind.PYTHON, "nn.Module: Net_0", 0, 50)
                .call("launch", 10, 2, 1)
                .kernel("k", 20, 5, 1));
        assertThat(run.rows().of(ModuleStats.class)).isEmpty();
        assertThat(run.modules()).allMatch(line -> line.endsWith(" null"));
    }

    @Test
    void recomputationBelongsToTheModuleThatItCalls() {
        assertThat(onDevices(new TestTrace("t")
                        .module("Net_0", 0, 10)
                        .operator("conv", 2, 5)
                        .numbered(7)
                        .operator("engine", 20, 80)
                        .telling(PhaseMark.BACKWARD)
                        .numbered(7)
                        .host(EventKind.PYTHON, "recompute", 30, 40)
                        .telling(PhaseMark.RECOMPUTE)
                        .module("Block_1", 35, 20)
                        .operator("conv", 40, 5)
                        .numbered(9)
                        .call("launch", 41, 2, 1)
                        .call("launch", 60, 2, 2)
                        .operator("engine", 110, 10)
                        .telling(PhaseMark.BACKWARD)
                        .numbered(9)
                        .call("launch", 112, 2, 3)
                        .kernel("k", 50, 5, 1)
                        .kernel("k", 70, 7, 2)
                        .kernel("k", 120, 11, 3)))
                .containsExactly(
                        "(none) null null 11 11 0 11 0",
                        "Net_0 Net Net_0 7 7 0 0 7",
                        "Block_1 Block Block_1 5 5 0 0 5");
    }

    @Test
    void ofOperatorsWithOneNumberTheLatestCountsEvenIfItIsInNoModule() {
        TestTrace trace = new TestTrace("t")
                .module("A_0", 0, 10)
                .operator("a", 1, 2)
                .numbered(7)
                .module("B_0", 4, 2)
                .operator("b", 5, 1)
                .numbered(7)
                .operator("engine", 20, 10)
                .telling(PhaseMark.BACKWARD)
                .numbered(7)
                .call("launch", 21, 2, 1)
                .operator("c", 40, 1)
                .numbered(7)
                .operator("engine", 50, 10)
                .telling(PhaseMark.BACKWARD)
                .numbered(7)
                .call("launch", 51, 2, 2)
                .kernel("k", 25, 3, 1)
                .kernel("k", 60, 5, 2);
        assertThat(PassRun.table(onDevices(PassRun.of(trace)), "path", "device_ns"))
                .containsExactly("(none) 5", "A_0 0", "A_0/B_0 3");
    }

    @Test
    void aModuleThatOutlivesTheOneAroundItIsThenWithoutIt() {
        TestTrace trace = new TestTrace("t")
                .module("A_0", 0, 50)
                .module("B_0", 10, 80)
                .module("C_0", 20, 80)
                .call("launch", 30, 2, 1)
                .call("launch", 60, 2, 2)
                .call("launch", 95, 2, 3)
                .kernel("k", 40, 3, 1)
                .kernel("k", 65, 5, 2)
                .kernel("k", 98, 7, 3);
        assertThat(PassRun.table(onDevices(PassRun.of(trace)), "path", "device_ns", "device_total_ns"))
                .containsExactly("A_0 0 3", "A_0/B_0 0 3", "A_0/B_0/C_0 3 3", "B_0 0 5", "B_0/C_0 5 5", "C_0 7 7");
    }

    @Test
    void modulesThatFindNoRoomAreCountedAndTheModuleAroundThemStandsForThem() {
        TestTrace trace = new TestTrace("t").module("Net_0", 0, 1_000_000);
        for (int i = 0; i < 6_000; i++) {
            trace.module("Block_" + i, 10 + 20L * i, 10)
                    .call("launch", 12 + 20L * i, 2, i)
                    .kernel("k", 16 + 20L * i, 1, i);
        }
        PassRun run = PassRun.of(trace.inOneBatch(), PassConfig.defaults());
        PassRun cut = PassRun.of(trace.batches(1_000), PassConfig.defaults());

        assertThat(run.rows().of(ModuleStats.class)).hasSize(1 << 12);
        assertThat(onDevices(run)).first().returns("Net_0", ModuleStats::getPath);
        assertThat(onDevices(run)).first().returns(6_000L, ModuleStats::getDeviceTotalNs);
        assertThat(run.info().getFolded()).containsEntry("modules", 12_001L - (1 << 12) + 1);
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
        assertThat(cut.everything()).isEqualTo(run.everything());
    }

    @Test
    void modulesThatAreCalledTooDeeplyAreCountedAndTheModuleAroundThemStandsForThem() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 300; i++) {
            trace.module("M_0", i, 1_000 - i);
        }
        PassRun run = PassRun.of(trace.call("launch", 400, 2, 1).kernel("k", 500, 7, 1));

        assertThat(onHost(run)).hasSize(256);
        assertThat(onDevices(run)).hasSize(256).last().returns(7L, ModuleStats::getDeviceNs);
        assertThat(run.info().getFolded()).containsEntry("modules", 44L);
    }

    @Property(tries = 100)
    void theModulesAreWhatComparingEveryLaunchWithEveryFrameGives(
            @ForAll @IntRange(min = 1, max = 100) int events,
            @ForAll @IntRange(min = 1, max = 20) int batchEvents,
            @ForAll long seed) {
        TestTrace trace = RandomTraces.mixed("t", events, seed);
        TraceEventBatch whole = trace.inOneBatch().get(0);
        PassRun run = PassRun.of(trace.batches(batchEvents), PassConfig.defaults());
        ModulesByFrames expected = new ModulesByFrames(whole);
        assertThat(PassRun.table(onHost(run), ModulesByFrames.ON_HOST))
                .containsExactlyInAnyOrderElementsOf(expected.onHost());
        if (!expected.onHost().isEmpty()) {
            assertThat(PassRun.table(onDevices(run), ModulesByFrames.ON_DEVICE))
                    .containsExactlyInAnyOrderElementsOf(expected.onDevices());
        }
    }

    @Property(tries = 60)
    void theModulesOfEachDeviceAddUpToItsDeviceEvents(
            @ForAll @IntRange(min = 1, max = 120) int events, @ForAll long seed) {
        PassRun run = PassRun.of(RandomTraces.mixed("t", events, seed).module("M_0", 0, 1));
        for (DeviceStats device : run.rows().of(DeviceStats.class)) {
            long sum = onDevices(run).stream()
                    .filter(row -> row.getDevice().equals(device.getDevice()))
                    .mapToLong(ModuleStats::getDeviceNs)
                    .sum();
            if (device.getStep() == null) {
                assertThat(sum).isEqualTo(device.getDeviceEventsNs());
            }
        }
    }
}
