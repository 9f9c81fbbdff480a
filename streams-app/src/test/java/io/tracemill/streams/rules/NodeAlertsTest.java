package io.tracemill.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertEnd;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.streams.unit.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of alerts, minute by minute. The state is kept and read again after each of them. */
class NodeAlertsTest {

    private static final long MINUTE = 60_000_000_000L;

    private final Rule hot = rule("hot", new Limits(true, 80.0, 90.0), 2, 3);
    private final List<String> told = new ArrayList<>();
    private final List<Alert> rows = new ArrayList<>();
    private RuleSet rules = new RuleSet("test 1", List.of(hot));
    private NodeAlerts alerts = new NodeAlerts("n1", rules, null);
    private int minute;

    private static Rule rule(String name, Limits limits, int forMinutes, int clearMinutes) {
        return new Rule(
                name,
                Each.DEVICE,
                new Measure("hw.temperature", Statistic.MEAN, Map.of(), null),
                new Rule.Timing(1, forMinutes, clearMinutes),
                limits,
                false,
                null,
                new Rule.Texts("A device is hot", "temperature", Unit.CELSIUS, "It is.", "Cool it.", List.of()));
    }

    private void out(Alert row) {
        rows.add(row);
        told.add(minute + " " + row.getSubject() + " " + row.getState() + " " + row.getLevel());
    }

    /** A minute with a value of each device; NaN where there was no data. */
    private void minute(Rule rule, double... values) {
        Map<Subject, Seen> seen = new LinkedHashMap<>();
        for (double value : values) {
            Subject device = new Subject("n1", "GPU-" + seen.size(), null);
            seen.put(device, Double.isNaN(value) ? Seen.NOTHING : new Seen(value, true, null));
        }
        NodeAlerts.At at = new NodeAlerts.At(minute * MINUTE, minute * MINUTE / 1_000_000);
        alerts.next(rule, seen, at, this::out);
        alerts.endOld(at, this::out);
        alerts = new NodeAlerts("n1", rules, alerts.isEmpty() ? null : alerts.kept());
        minute++;
    }

    private void minutes(double... values) {
        for (double value : values) {
            minute(hot, value);
        }
    }

    private Alert last() {
        return rows.get(rows.size() - 1);
    }

    @Test
    void itFiresOnceSomethingWasWrongForLongEnoughAndEndsOnceNothingIs() {
        minutes(70, 85, 86, 92, 91, 84, 75, 71, 70, 70, 70, 70);

        assertThat(told)
                .containsExactly(
                        "1 n1/GPU-0 PENDING WARNING",
                        "3 n1/GPU-0 FIRING CRITICAL",
                        "6 n1/GPU-0 FIRING WARNING",
                        "10 n1/GPU-0 RESOLVED WARNING");
        assertThat(rows.get(1).getSummary()).isEqualTo("temperature 92 Cel, above 90 Cel");
        assertThat(rows.get(1).getSinceNs()).isEqualTo(MINUTE);
        assertThat(last().getEndReason()).isEqualTo(AlertEnd.CLEARED);
        assertThat(last().getSummary()).isEqualTo("temperature 70 Cel, no longer above 80 Cel");
    }

    @Test
    void whatIsWrongForAMomentIsNoAlert() {
        minutes(85, 79, 85, 70);

        assertThat(told)
                .containsExactly(
                        "0 n1/GPU-0 PENDING WARNING",
                        "1 n1/GPU-0 INACTIVE WARNING",
                        "2 n1/GPU-0 PENDING WARNING",
                        "3 n1/GPU-0 INACTIVE WARNING");
    }

    @Test
    void aValueNearALimitNeitherEndsItNorChangesItsLevel() {
        minutes(85, 85, 95, 89, 82, 80, 79, 73, 79, 81);

        assertThat(told)
                .containsExactly(
                        "0 n1/GPU-0 PENDING WARNING", "2 n1/GPU-0 FIRING CRITICAL", "5 n1/GPU-0 FIRING WARNING");
    }

    @Test
    void withoutDataItGoesOnForAnHour() {
        minutes(85, 85, 85);
        for (int i = 0; i < 60; i++) {
            minute(hot, Double.NaN);
        }
        assertThat(last().getState()).isEqualTo(AlertState.FIRING);

        minute(hot, Double.NaN);

        assertThat(last().getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(last().getEndReason()).isEqualTo(AlertEnd.NO_DATA);
        assertThat(last().getSummary()).isEqualTo("A device is hot: nothing was read for an hour");
    }

    @Test
    void thoseOfARecordingEndWithIt() {
        minute(hot, 85, 60);
        minute(hot, 85, 60);
        minute(hot, 85, 85);
        told.clear();

        alerts.endAll(new NodeAlerts.At(minute * MINUTE, 0), this::out);
        alerts.endAll(new NodeAlerts.At(minute * MINUTE, 0), this::out);

        assertThat(told).containsExactly("3 n1/GPU-0 RESOLVED WARNING", "3 n1/GPU-1 INACTIVE WARNING");
        assertThat(last().getEndReason()).isEqualTo(AlertEnd.RECORDING_ENDED);
        assertThat(last().getSummary()).isEqualTo("A device is hot: the recording ends here");
    }

    @Test
    void oneThatComesAndGoesIsFlappingAndEndsAfterAnHour() {
        rules = new RuleSet("test 1", List.of(rule("hot", new Limits(true, 80.0, null), 0, 0)));
        Rule quick = rules.rules().get(0);
        for (int i = 0; i < 3; i++) {
            minute(quick, 85);
            minute(quick, 60);
        }
        assertThat(told).hasSize(6);
        minute(quick, 85);
        assertThat(last().getFlapping()).isTrue();

        for (int i = 0; i < 60; i++) {
            minute(quick, 60);
        }
        assertThat(told).hasSize(7);
        minute(quick, 60);

        assertThat(last().getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(last().getFlapping()).isFalse();
    }

    @Test
    void aRuleThatIsChangedOrGoneEndsItsAlerts() {
        minutes(85, 85, 85);
        Rule other = rule("hot", new Limits(true, 84.0, null), 2, 3);
        rules = new RuleSet("test 2", List.of(other));
        alerts = new NodeAlerts("n1", rules, alerts.kept());
        NodeAlerts.At at = new NodeAlerts.At(minute * MINUTE, 0);
        alerts.endOld(at, this::out);
        assertThat(last().getEndReason()).isEqualTo(AlertEnd.RULE_CHANGED);

        minute(other, 85);
        minute(other, 85);
        minute(other, 85);
        assertThat(last().getState()).isEqualTo(AlertState.FIRING);
        alerts = new NodeAlerts("n1", RuleSet.none(), alerts.kept());
        alerts.endOld(at, this::out);

        assertThat(last().getEndReason()).isEqualTo(AlertEnd.RULE_GONE);
        assertThat(last().getSummary()).isEqualTo("hot: the rule is gone");
    }

    @Test
    void mostDevicesOfANodeMakeAnAlertOfTheNode() {
        for (int i = 0; i < 3; i++) {
            minute(hot, 85, 95, 60, 85);
        }
        assertThat(told.subList(3, told.size()))
                .containsExactly(
                        "2 n1/GPU-0 FIRING WARNING",
                        "2 n1/GPU-1 FIRING CRITICAL",
                        "2 n1/GPU-3 FIRING WARNING",
                        "2 n1 FIRING CRITICAL",
                        "2 n1/GPU-0 FIRING WARNING",
                        "2 n1/GPU-1 FIRING CRITICAL",
                        "2 n1/GPU-3 FIRING WARNING");
        assertThat(rows.get(6).getSummary()).isEqualTo("A device is hot: 3 of 4 devices");
        assertThat(last().getInhibitedBy()).isEqualTo("n1");
        told.clear();

        for (int i = 0; i < 4; i++) {
            minute(hot, 60, 95, 60, 85);
        }

        assertThat(told)
                .containsExactly(
                        "6 n1/GPU-0 RESOLVED WARNING",
                        "6 n1 RESOLVED CRITICAL",
                        "6 n1/GPU-1 FIRING CRITICAL",
                        "6 n1/GPU-3 FIRING WARNING");
        assertThat(last().getInhibitedBy()).isNull();
    }

    @Test
    void aSmallValueIsBadWhereTheRuleSaysBelow() {
        Limits share = new Limits(false, 0.4, 0.2);

        assertThat(share.levelOf(0.5)).isEmpty();
        assertThat(share.levelOf(0.3)).contains(AlertLevel.WARNING);
        assertThat(share.levelOf(0.1)).contains(AlertLevel.CRITICAL);
        assertThat(share.levelLeftBy(0.41)).contains(AlertLevel.WARNING);
        assertThat(share.levelLeftBy(0.45)).isEmpty();
    }
}
