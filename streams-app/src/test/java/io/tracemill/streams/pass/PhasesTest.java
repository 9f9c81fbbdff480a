package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.schemas.TraceEventBatch;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PhasesTest {

    private static Stream<PhaseStats> rows(PassRun run) {
        return run.rows().of(PhaseStats.class).stream();
    }

    /** Device, step, phase, device time, communication of the rows of devices. */
    private static List<String> onDevices(TestTrace trace) {
        List<PhaseStats> rows =
                rows(PassRun.of(trace)).filter(row -> row.getDeviceNs() != null).toList();
        return PassRun.table(rows, "device", "step", "phase", "device_ns", "communication_ns");
    }

    /** Step, phase and time of the rows of the host. */
    private static List<String> onHost(TestTrace trace) {
        List<PhaseStats> rows =
                rows(PassRun.of(trace)).filter(row -> row.getHostNs() != null).toList();
        return PassRun.table(rows, "step", "phase", "host_ns");
    }

    private static TestTrace training() {
        return new TestTrace("t")
                .withBackward()
                .annotation("step 1", 0, 100)
                .telling(PhaseMark.STEP)
                .operator("add", 10, 10)
                .telling(PhaseMark.FORWARD)
                .call("launch", 12, 2, 1)
                .call("launch", 25, 2, 2)
                .on("1", "engine")
                .operator("add backward", 30, 20)
                .telling(PhaseMark.BACKWARD)
                .call("launch", 32, 2, 3)
                .on("1", "1")
                .annotation("optimizer", 60, 30)
                .telling(PhaseMark.OPTIMIZER)
                .operator("add", 65, 10)
                .telling(PhaseMark.FORWARD)
                .call("launch", 70, 2, 4)
                .kernel("a", 20, 5, 1)
                .kernel("b", 40, 7, 2)
                .kernel("c", 50, 11, 3)
                .onDevice(EventKind.COMMUNICATION, "reduce", 65, 13, 3)
                .kernel("d", 80, 17, 4)
                .kernel("lost", 97, 3, 99);
    }

    @Test
    void aDeviceEventBelongsToThePhaseOfItsLaunch() {
        assertThat(onDevices(training()))
                .containsExactly(
                        "0 null FORWARD 12 0",
                        "0 null BACKWARD 24 13",
                        "0 null OPTIMIZER 17 0",
                        "0 null NO_LAUNCH 3 0");
    }

    @Test
    void theHostIsInAPhaseWhileAnOperatorOrAnAnnotationThatTellsAPhaseIsOpen() {
        assertThat(onHost(training())).containsExactly("null FORWARD 10", "null BACKWARD 20", "null OPTIMIZER 30");
    }

    @Test
    void spansCarryTheirPhases() {
        assertThat(PassRun.of(training()).phases())
                .containsExactly(
                        "a FORWARD",
                        "add FORWARD",
                        "add OPTIMIZER",
                        "add backward BACKWARD",
                        "b FORWARD",
                        "c BACKWARD",
                        "d OPTIMIZER",
                        "launch BACKWARD",
                        "launch FORWARD",
                        "launch FORWARD",
                        "launch OPTIMIZER",
                        "lost NO_LAUNCH",
                        "optimizer OPTIMIZER",
                        "reduce BACKWARD",
                        "step 1 FORWARD");
    }

    @Test
    void withoutABackwardPassAStepIsInference() {
        assertThat(onDevices(new TestTrace("t")
                        .annotation("step 1", 0, 100)
                        .telling(PhaseMark.STEP)
                        .call("launch", 12, 2, 1)
                        .call("launch", 120, 2, 2)
                        .kernel("in the step", 20, 5, 1)
                        .kernel("behind it", 130, 7, 2)))
                .containsExactly("0 null INFERENCE 5 0", "0 null OTHER 7 0");
    }

    @Test
    void aPythonFrameTellsAPhaseAndIsNoTimeOfItsOwn() {
        TestTrace trace = new TestTrace("t")
                .host(EventKind.PYTHON, "recompute", 0, 50)
                .telling(PhaseMark.RECOMPUTE)
                .operator("add", 10, 10)
                .telling(PhaseMark.BACKWARD)
                .call("launch", 12, 2, 1)
                .kernel("k", 20, 5, 1);
        assertThat(onDevices(trace)).containsExactly("0 null RECOMPUTE 5 0");
        assertThat(onHost(trace)).containsExactly("null RECOMPUTE 10");
    }

    @Test
    void anIterationWithPrefillsAndDecodesIsMixed() {
        assertThat(onDevices(new TestTrace("t")
                        .annotation("prefill", 0, 100)
                        .telling(PhaseMark.PREFILL)
                        .call("launch", 10, 2, 1)
                        .annotation("decode", 20, 50)
                        .telling(PhaseMark.DECODE)
                        .call("launch", 30, 2, 2)
                        .call("launch", 80, 2, 3)
                        .kernel("k", 20, 1, 1)
                        .kernel("k", 40, 2, 2)
                        .kernel("k", 90, 4, 3)))
                .containsExactly("0 null PREFILL 5 0", "0 null MIXED 2 0");
    }

    @Test
    void eachStepHasItsPhases() {
        TestTrace trace = new TestTrace("t")
                .step(1, 0, 100)
                .operator("add", 10, 10)
                .telling(PhaseMark.FORWARD)
                .call("launch", 12, 2, 1)
                .step(2, 100, 100)
                .operator("load", 110, 30)
                .telling(PhaseMark.DATA)
                .call("launch", 112, 2, 2)
                .kernel("k", 20, 5, 1)
                .kernel("k", 120, 6, 2);
        assertThat(onDevices(trace))
                .containsExactly("0 1 FORWARD 5 0", "0 2 DATA 6 0", "0 null FORWARD 5 0", "0 null DATA 6 0");
        assertThat(onHost(trace)).containsExactly("1 FORWARD 10", "2 DATA 30", "null FORWARD 10", "null DATA 30");
    }

    @Property(tries = 60)
    void thePhasesAreWhatComparingEveryLaunchAndEveryNanosecondGives(
            @ForAll @IntRange(min = 1, max = 60) int events,
            @ForAll @IntRange(min = 1, max = 20) int batchEvents,
            @ForAll boolean training,
            @ForAll long seed) {
        TestTrace trace = RandomTraces.mixed("t", events, seed);
        if (training) {
            trace.withBackward();
        }
        TraceEventBatch whole = trace.inOneBatch().get(0);
        PassRun run = PassRun.of(trace.batches(batchEvents), PassConfig.defaults());
        List<PhaseStats> ofTrace =
                rows(run).filter(row -> row.getStep() == null).toList();
        assertThat(PassRun.table(ofTrace, PhasesByNanosecond.COLUMNS))
                .containsExactlyInAnyOrderElementsOf(new PhasesByNanosecond(whole).rows());
    }

    @Property(tries = 60)
    void thePhasesOfEachWindowAddUpToItsDeviceEvents(
            @ForAll @IntRange(min = 1, max = 120) int events, @ForAll long seed) {
        PassRun run = PassRun.of(RandomTraces.mixed("t", events, seed));
        for (DeviceStats window : run.rows().of(DeviceStats.class)) {
            long sum = rows(run)
                    .filter(row -> row.getDeviceNs() != null
                            && row.getDevice().equals(window.getDevice())
                            && String.valueOf(row.getStep()).equals(String.valueOf(window.getStep())))
                    .mapToLong(PhaseStats::getDeviceNs)
                    .sum();
            assertThat(sum).isEqualTo(window.getDeviceEventsNs());
        }
    }
}
