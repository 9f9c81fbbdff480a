package io.tracemill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.DeviceHealth;
import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceTelemetry;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LivePictureTest {

    private static final long MINUTE_MS = 60_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LivePicture picture = new LivePicture();

    private static Alert alert(AlertState state, long toldMs) {
        Alert alert = new Alert();
        alert.setDate("2026-11-30");
        alert.setRule("device_temperature");
        alert.setSubject("n1/GPU-0");
        alert.setNode("n1");
        alert.setDevice("GPU-0");
        alert.setState(state);
        alert.setLevel(AlertLevel.CRITICAL);
        alert.setToldMs(toldMs);
        alert.setQuantity("hw.temperature");
        alert.setStatistic("mean");
        alert.setSummary("It is hot.");
        alert.setAdvice("Cool it.");
        alert.setRuleSet("shipped 1");
        return alert;
    }

    private static DeviceHealth health(long minute, String quantity, @Nullable Double mean) {
        DeviceHealth health = new DeviceHealth();
        health.setDate("2026-11-30");
        health.setNode("n1");
        health.setDevice("GPU-0");
        health.setStartNs(minute * MINUTE_MS * NANOS_PER_MILLI);
        health.setDurationNs(MINUTE_MS * NANOS_PER_MILLI);
        health.setQuantity(quantity);
        health.setSource("dcgm");
        health.setMean(mean);
        return health;
    }

    private static RankSteps steps(int first, int count) {
        RankSteps part = new RankSteps();
        part.setRun("pretrain");
        part.setDate("2026-11-30");
        part.setTraceId("t1");
        part.setRank(3);
        part.setFigures(new RankFigures(5_000_000L, 1_000L, null));
        part.setSteps(IntStream.range(first, first + count)
                .mapToObj(number -> step(number, false))
                .toList());
        return part;
    }

    private static RankStep step(int number, boolean truncated) {
        RankStep step = new RankStep();
        step.setStep(number);
        step.setTruncated(truncated);
        step.setTotalNs(1_000);
        step.setComputingNs(700);
        step.setExposedCommunicationNs(200);
        step.setIdleNs(100);
        step.setGroupNs(List.of());
        return step;
    }

    @Test
    void anAlertThatEndedIsShownForAnHourOfTheLog() {
        picture.note(alert(AlertState.PENDING, 0), 0);
        assertThat(picture.rows(LiveKind.ALERT)).isZero();
        picture.note(alert(AlertState.FIRING, MINUTE_MS), 0);
        assertThat(picture.changes().orElseThrow())
                .contains("\"firing\":true", "\"advice\":\"Cool it.\"", "\"subject\":\"n1/GPU-0\"");
        picture.note(alert(AlertState.RESOLVED, 2 * MINUTE_MS), 0);
        assertThat(picture.changes().orElseThrow()).contains("\"firing\":false");
        picture.note(new LivePicture.Status(true, true, 62 * MINUTE_MS, null));
        assertThat(picture.rows(LiveKind.ALERT)).isEqualTo(1);
        picture.note(new LivePicture.Status(true, true, 62 * MINUTE_MS + 1, null));
        assertThat(picture.rows(LiveKind.ALERT)).isZero();
        assertThat(picture.changes().orElseThrow()).contains("\"device_temperature/n1/GPU-0\":null");
    }

    @Test
    void aDeviceIsShownAsItsLastMinuteWasAndALateOneChangesNothing() {
        picture.note(health(100, "hw.power", 400.0), 0);
        picture.note(health(101, "hw.temperature", 61.0), 0);
        picture.note(health(101, "hw.power", 410.0), 0);
        picture.note(health(40, "hw.power", 1.0), 0);
        assertThat(picture.all())
                .contains("\"n1/GPU-0\":{\"node\":\"n1\",\"device\":\"GPU-0\",\"time_ms\":6120000,\"hw.power\":410.0,"
                        + "\"hw.temperature\":61.0}");
    }

    @Test
    void theLastStepsOfARankAreKept() {
        picture.note(steps(0, 150), 7);
        picture.note(steps(150, 150), 8);
        String run = picture.run("pretrain", "2026-11-30");
        assertThat(run).startsWith("{\"ranks\":[{\"rank\":3,\"steps\":[[100,1000,700,200,100],[101,");
        assertThat(run).endsWith("[299,1000,700,200,100]]}],\"devices\":{}}");
        assertThat(picture.changes().orElseThrow()).contains("\"step_ns\":1000", "\"heard_ms\":8");
        assertThat(picture.run("other", "2026-11-30")).isEqualTo("{\"ranks\":[],\"devices\":{}}");
    }

    @Test
    void theTelemetryOfATraceTellsWhichDeviceARankWorkedOn() {
        picture.note(health(100, "hw.power", 400.0), 0);
        picture.note(telemetry(null, 10), 0);
        assertThat(picture.run("pretrain", "2026-11-30")).contains("\"devices\":{\"n1/GPU-0\":{\"end_ms\":6060000,");
        assertThat(picture.changes().orElseThrow()).contains("\"run\":\"pretrain\"", "\"rank\":3");
        picture.note(telemetry(null, 10), 0);
        picture.note(telemetry(null, 9), 0);
        picture.note(telemetry(7, 11), 0);
        assertThat(picture.changes()).isEmpty();
        TraceTelemetry corrected = telemetry(null, 10);
        corrected.setRank(4);
        picture.note(corrected, 0);
        assertThat(picture.changes().orElseThrow()).contains("\"rank\":4");
    }

    private static TraceTelemetry telemetry(@Nullable Integer step, long endNs) {
        TraceTelemetry telemetry = new TraceTelemetry();
        telemetry.setRun("pretrain");
        telemetry.setDate("2026-11-30");
        telemetry.setNode("n1");
        telemetry.setRank(3);
        telemetry.setDevice("0");
        telemetry.setTelemetryDevice("GPU-0");
        telemetry.setStep(step);
        telemetry.setDurationNs(endNs);
        return telemetry;
    }

    @Test
    void aStepThatATraceCutsOffIsNone() {
        RankSteps part = steps(0, 1);
        part.setSteps(List.of(step(-1, false), step(4, true), step(5, false)));
        picture.note(part, 0);
        assertThat(picture.run("pretrain", "2026-11-30")).contains("\"steps\":[[5,1000,700,200,100]]");
    }
}
