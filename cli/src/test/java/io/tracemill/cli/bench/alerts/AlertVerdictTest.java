package io.tracemill.cli.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.bench.faults.FaultScore.Share;
import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.streams.rules.RuleSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertVerdictTest {

    private static final long MINUTE = 60_000_000_000L;

    private static Alert alert(int minute, String rule, @Nullable String device, AlertState state) {
        return Alert.newBuilder()
                .setDate("2026-03-02")
                .setRule(rule)
                .setSubject(device == null ? "n1" : "n1/" + device)
                .setState(state)
                .setLevel(AlertLevel.WARNING)
                .setTimeNs(minute * MINUTE)
                .setSinceNs(minute * MINUTE)
                .setToldMs(0)
                .setNode("n1")
                .setDevice(device)
                .setQuantity("q")
                .setStatistic("mean")
                .setWindowNs(MINUTE)
                .setSummary("")
                .setAdvice("")
                .setRuleSet("tracemill 1")
                .build();
    }

    private static AlertVerdict verdict(AlertVerdict.Truth truth, Alert... alerts) {
        return AlertVerdict.of(truth, List.of(alerts), RuleSet.own(), 2);
    }

    private static AlertVerdict.Truth fault(boolean ofService) {
        return new AlertVerdict.Truth(ofService ? Set.of() : Set.of("GPU-1", "n1"), ofService, 20 * MINUTE);
    }

    @Test
    void anAlertWhereTheFaultIsAndOnceItHasBegunIsTrue() {
        AlertVerdict verdict = verdict(
                fault(false),
                alert(19, "device_temperature", "GPU-1", AlertState.FIRING),
                alert(21, "device_temperature", "GPU-1", AlertState.RESOLVED),
                alert(24, "device_thermal_throttling", "GPU-1", AlertState.PENDING),
                alert(26, "device_thermal_throttling", "GPU-1", AlertState.FIRING),
                alert(27, "device_thermal_throttling", "GPU-1", AlertState.FIRING),
                alert(28, "device_thermal_throttling", "GPU-2", AlertState.FIRING));

        assertThat(verdict.raised()).contains(new AlertVerdict.Raised("device_thermal_throttling", 8, 6));
        assertThat(verdict.raised().orElseThrow().inTime()).isFalse();
        assertThat(verdict.falseAlerts()).isEqualTo(2);
        assertThat(verdict.deviceHours()).isEqualTo(2);
    }

    @Test
    void everyAlertOfARunWithoutAFaultIsFalse() {
        Alert alert = alert(30, "device_utilization", "GPU-1", AlertState.FIRING);

        assertThat(verdict(AlertVerdict.Truth.NOTHING, alert).falseAlerts()).isEqualTo(1);
        assertThat(verdict(fault(true), alert).falseAlerts()).isEqualTo(1);
    }

    @Test
    void aScoreSaysHowManyWereRaisedInTimeAndHowManyWereFalse() {
        AlertScore score = new AlertScore(
                "thermal-throttling",
                List.of(
                        verdict(fault(false), alert(22, "device_thermal_throttling", "GPU-1", AlertState.FIRING)),
                        verdict(fault(false), alert(30, "device_memory_full", "GPU-2", AlertState.FIRING))));

        assertThat(score.raised()).isEqualTo(new Share(1, 2));
        assertThat(score.inTime()).isEqualTo(new Share(1, 1));
        assertThat(score.precision()).isEqualTo(new Share(1, 2));
        assertThat(score.summary())
                .isEqualTo("thermal-throttling: of 2 runs 1 raised, 1 in time, after 4.0 min (median) and 4.0 (most);"
                        + " false alerts 1 in 4 device-hours; first to fire {device_thermal_throttling=1}");
    }
}
