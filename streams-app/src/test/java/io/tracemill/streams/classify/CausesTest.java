package io.tracemill.streams.classify;

import static io.tracemill.streams.classify.IdleTrace.causes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.FiredRule;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import org.junit.jupiter.api.Test;

/** Bottlenecks from rows of idle time: their causes, sentences and advice. */
class CausesTest {

    private static final String LOADER = "enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__";

    /** A training that waits for its input, like one recorded by others. */
    private static Bottleneck slowInput() {
        return new IdleTrace()
                .window(null, 1_000)
                .host(HostActivity.INPUT, 187, LOADER, LOADER)
                .host(HostActivity.FRAMEWORK, 30, "aten::empty", "aten::conv2d")
                .host(HostActivity.FRAMEWORK, 20, "aten::empty", "aten::add")
                .host(HostActivity.FRAMEWORK, 36, "aten::add_", null)
                .launch(HostActivity.LAUNCH, 16, "cudaLaunchKernel")
                .device(IdleCause.DEVICE_QUEUE, HostActivity.FRAMEWORK, 15, 3_000)
                .bottleneck();
    }

    @Test
    void theCausesOfIdleTimeStandBesideTheRulesThatFired() {
        assertThat(causes(slowInput()))
                .containsExactly(
                        "COMPUTING 69.6 null null COMPUTING HIGH",
                        "IDLE 30.4 null null INPUT HIGH",
                        "INPUT 18.7 " + LOADER + " " + LOADER + " INPUT HIGH",
                        "FRAMEWORK 8.6 aten::empty aten::conv2d HOST_BOUND HIGH");
        Cause framework = slowInput().getCauses().get(3);
        assertThat(framework.getTimeNs()).isEqualTo(86_000_000);
        assertThat(framework.getNameNs()).isEqualTo(50_000_000);
        assertThat(framework.getClass$()).isEqualTo(HostActivity.FRAMEWORK);
        assertThat(framework.getGaps()).isEqualTo(3);
        assertThat(framework.getStep()).isNull();
    }

    @Test
    void aNameThatStandsForOthersIsNotNamed() {
        Bottleneck row = new IdleTrace()
                .window(null, 100)
                .host(HostActivity.PYTHON, 20, "(other)", null)
                .host(HostActivity.PYTHON, 5, "train.py(3): loop", null)
                .bottleneck();
        assertThat(causes(row)).last().isEqualTo("PYTHON 25.0 train.py(3): loop null HOST_BOUND HIGH");
    }

    @Test
    void theRuleOnIdleTimeSaysItsCausesAndAdvisesAgainstTheLargest() {
        assertThat(slowInput().getBottleneck()).isEqualTo(BottleneckClass.COMPUTE_BOUND);
        assertThat(slowInput().getRules())
                .last()
                .isEqualTo(new FiredRule(
                        BottleneckClass.SYNC_BOUND,
                        30.4,
                        "Idle time takes 30.4 % of the window, above the threshold of 20.0 %: the host loads data for"
                                + " 187 ms (18.7 %) in " + LOADER + "; the host runs operators for 86.0 ms (8.6 %),"
                                + " 50.0 ms of it in aten::empty (aten::conv2d).",
                        "The device waits for input: use more workers to load it, prefetch, and copy from pinned"
                                + " memory."));
    }

    @Test
    void aLargeCauseSpeaksAlthoughIdleTimeIsBelowItsThreshold() {
        Bottleneck row = new IdleTrace()
                .window(null, 1_000)
                .host(HostActivity.SYNC, 60, "cudaStreamSynchronize", "ResNet.forward")
                .host(HostActivity.PYTHON, 50, "train.py(3): loop", null)
                .bottleneck();
        assertThat(causes(row))
                .containsExactly(
                        "COMPUTING 89.0 null null COMPUTING HIGH",
                        "SYNC 6.0 cudaStreamSynchronize ResNet.forward SYNC HIGH");
        assertThat(row.getRules()).hasSize(1);
    }

    @Test
    void withoutARuleTheLargestCauseGivesTheAdvice() {
        Bottleneck row = new IdleTrace()
                .window(null, 1_000)
                .copies(300)
                .host(HostActivity.SYNC, 150, "aten::item", "loss")
                .bottleneck();
        assertThat(row.getBottleneck()).isEqualTo(BottleneckClass.BALANCED);
        assertThat(row.getRules()).isEmpty();
        assertThat(causes(row)).containsExactly("SYNC 15.0 aten::item loss SYNC HIGH");
        assertThat(row.getRecommendation())
                .isEqualTo(
                        "The host waits for the device, and then the device waits for the next launch: remove aten::item"
                                + " in loss, or make it non-blocking.");
    }

    @Test
    void atMostThreeCausesOfIdleTimeAreNamedTheLargestFirst() {
        Bottleneck row = new IdleTrace()
                .window(2, 100)
                .host(HostActivity.ALLOCATION, 6, "cudaMalloc", null)
                .host(HostActivity.COMPILE, 7, "compile_fx.py(9): compile", null)
                .host(HostActivity.COLLECTIVE_WAIT, 9, "gloo:all_reduce", null)
                .host(HostActivity.PYTHON, 8, "train.py(3): loop", null)
                .bottleneck();
        assertThat(causes(row))
                .containsExactly(
                        "COMPUTING 70.0 null null COMPUTING MEDIUM",
                        "IDLE 30.0 null null COLLECTIVE_WAIT MEDIUM",
                        "COLLECTIVE_WAIT 9.0 gloo:all_reduce null COLLECTIVE_WAIT MEDIUM",
                        "PYTHON 8.0 train.py(3): loop null HOST_BOUND MEDIUM",
                        "COMPILE 7.0 compile_fx.py(9): compile null WARM_UP MEDIUM");
        assertThat(row.getCauses()).extracting(Cause::getStep).containsOnly(2);
        assertThat(row.getReasons())
                .containsExactly("13.0 % of the window is warm-up: code and memory at their first use");
    }

    @Test
    void ofMuchIdleTimeTheLargestCauseIsNamedHoweverSmall() {
        IdleTrace trace = new IdleTrace().window(null, 100);
        for (HostActivity activity : HostActivity.values()) {
            trace.host(activity, activity == HostActivity.RUNTIME ? 4 : 2, "x", null);
        }
        assertThat(causes(trace.bottleneck()))
                .containsExactly(
                        "COMPUTING 74.0 null null COMPUTING MEDIUM",
                        "IDLE 26.0 null null HOST_BOUND MEDIUM",
                        "RUNTIME 4.0 x null HOST_BOUND MEDIUM");
    }

    @Test
    void timeWithoutALaunchInTheTraceIsNoCause() {
        Bottleneck row = new IdleTrace()
                .window(null, 100)
                .unknown(20)
                .host(HostActivity.INPUT, 6, LOADER, null)
                .bottleneck();
        assertThat(causes(row))
                .containsExactly(
                        "COMPUTING 74.0 null null COMPUTING MEDIUM",
                        "IDLE 26.0 null null IDLE_UNEXPLAINED MEDIUM",
                        "INPUT 6.0 " + LOADER + " null INPUT MEDIUM");
        assertThat(row.getRules().get(1).getRecommendation())
                .startsWith("The device is idle, and the trace does not show");
    }

    @Test
    void workThatBeginsLateIsJudgedByTheLengthOfItsGaps() {
        IdleTrace dispatch =
                new IdleTrace().window(null, 100).device(IdleCause.DEVICE_QUEUE, HostActivity.PYTHON, 30, 1_500);
        IdleTrace late =
                new IdleTrace().window(null, 100).device(IdleCause.DEVICE_QUEUE, HostActivity.PYTHON, 30, 1_499);
        assertThat(causes(dispatch.bottleneck())).last().asString().contains("DEVICE_QUEUE 30.0", "DISPATCH_LATENCY");
        assertThat(causes(late.bottleneck())).last().asString().contains("DEVICE_QUEUE 30.0", "LATE_ON_DEVICE");
        assertThat(late.bottleneck().getRules())
                .last()
                .extracting(FiredRule::getSentence)
                .isEqualTo("Idle time takes 30.0 % of the window, above the threshold of 20.0 %: launched work has not"
                        + " begun for 30.0 ms (30.0 %), while the host is in meanwhile.");
    }

    @Test
    void whatMayHaveBegunBeforeTheRecordingIsNoIdleTimeToMend() {
        Bottleneck row = new IdleTrace()
                .window(null, 1_000)
                .device(IdleCause.BEFORE_RECORDING, HostActivity.SYNC, 500, 1)
                .host(HostActivity.PYTHON, 2, "x", null)
                .bottleneck();
        assertThat(row.getConfidence()).isEqualTo(Confidence.LOW);
        assertThat(row.getReasons())
                .containsExactly(
                        "50.0 % of the window look idle only because the recording began in the middle of the work");
        assertThat(row.getRecommendation())
                .isEqualTo("The recording began in the middle of the work: 500 ms look idle, and probably are not.");
        assertThat(row.getEvidence())
                .last()
                .isEqualTo("Without the time before the first recorded work of a stream: of the remaining 500 ms,"
                        + " computing 99.6 %, memory 0.0 %, communication 0.0 %, idle 0.4 %.");
    }

    @Test
    void aStepMuchLongerThanTheOthersIsNamedWithItsLargestCause() {
        IdleTrace trace = new IdleTrace().window(-1, 900).window(0, 400);
        trace.host(HostActivity.MODULE_LOAD, 250, "cuModuleLoad", null).host(HostActivity.PYTHON, 10, "x", null);
        for (int step = 1; step < 6; step++) {
            trace.window(step, 100 + step);
        }
        Bottleneck row = trace.window(null, 5_000).bottleneck();
        assertThat(row.getEvidence())
                .containsExactly("Step 0 took 400 ms, 3.9 times the median of the other steps; for 250 ms of it the"
                        + " device was idle, and the host loads code or initialises the device.");
    }

    @Test
    void aSlowStepIsComparedWithTheOthersOnly() {
        IdleTrace alike = new IdleTrace().window(0, 100).window(1, 100).window(2, 150);
        assertThat(alike.window(null, 350).bottleneck().getEvidence()).isEmpty();
        IdleTrace slow = new IdleTrace().window(0, 100).window(1, 100).window(2, 151);
        assertThat(slow.window(null, 351).bottleneck().getEvidence())
                .containsExactly("Step 2 took 151 ms, 1.5 times the median of the other steps.");
        IdleTrace few = new IdleTrace().window(0, 100).window(1, 1_000);
        assertThat(few.window(null, 1_100).bottleneck().getEvidence()).isEmpty();
    }

    @Test
    void launchCallsWithoutDeviceEventsLowerTheConfidence() {
        assertThat(new IdleTrace()
                        .window(null, 100)
                        .launches(95, 5)
                        .bottleneck()
                        .getConfidence())
                .isEqualTo(Confidence.HIGH);
        assertThat(new IdleTrace()
                        .window(null, 100)
                        .launches(94, 6)
                        .bottleneck()
                        .getReasons())
                .containsExactly("6.0 % of the launch calls have no device event");
    }
}
