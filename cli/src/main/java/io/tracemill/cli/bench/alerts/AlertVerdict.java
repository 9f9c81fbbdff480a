package io.tracemill.cli.bench.alerts;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertState;
import io.tracemill.streams.rules.Rule;
import io.tracemill.streams.rules.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What rules said of a simulated run, beside what is true. An alert is true if it is about a device or node that has
 * the fault, or about the service if that has it, and fires once the fault has begun, or in the interval between two
 * readings in which it begins.
 *
 * @param raised the true alert that fired first; empty if none did
 * @param falseAlerts how often an alert fired that is not true
 * @param deviceHours devices of the run, times the hours of its telemetry
 */
record AlertVerdict(Optional<Raised> raised, int falseAlerts, double deviceHours) {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Interval of the simulated exporters, in ns. A counter grows evenly in the one in which a fault begins. */
    private static final long INTERVAL_NANOS = 15_000_000_000L;

    /** Time of the log from the end of a window until it is looked at, in minutes. */
    private static final int BEHIND = 2;

    /**
     * A true alert.
     *
     * @param minutes time of the log from the begin of the fault until the alert is told
     * @param allowed window and {@code for} of its rule, and three minutes
     */
    record Raised(String rule, double minutes, int allowed) {

        boolean inTime() {
            return minutes <= allowed;
        }
    }

    /**
     * What is wrong with a run.
     *
     * @param places devices and nodes that have it
     * @param ofService whether the service has it
     * @param fromNanos when it begins, in ns since the epoch; the end of time if nothing is wrong
     */
    record Truth(Set<String> places, boolean ofService, long fromNanos) {

        /** Nothing is wrong. */
        static final Truth NOTHING = new Truth(Set.of(), false, Long.MAX_VALUE);

        private boolean isAbout(Alert alert) {
            boolean there = ofService
                    ? alert.getRule().startsWith("service_")
                    : places.contains(alert.getDevice() == null ? alert.getNode() : alert.getDevice());
            return there && alert.getTimeNs() > fromNanos - INTERVAL_NANOS;
        }
    }

    /**
     * The verdict on a run.
     *
     * @param alerts changes of alerts, by their times
     */
    static AlertVerdict of(Truth truth, List<Alert> alerts, RuleSet rules, double deviceHours) {
        Map<String, AlertState> states = new HashMap<>();
        Raised first = null;
        int falseAlerts = 0;
        for (Alert alert : alerts) {
            AlertState before = states.put(alert.getRule() + ' ' + alert.getSubject(), alert.getState());
            if (alert.getState() != AlertState.FIRING || before == AlertState.FIRING) {
                continue;
            }
            if (!truth.isAbout(alert)) {
                falseAlerts++;
            } else if (first == null) {
                first = raised(alert, truth.fromNanos, rules);
            }
        }
        return new AlertVerdict(Optional.ofNullable(first), falseAlerts, deviceHours);
    }

    private static Raised raised(Alert alert, long from, RuleSet rules) {
        Rule rule = rules.rule(alert.getRule());
        if (rule == null) {
            throw new IllegalStateException("an alert of no rule: " + alert);
        }
        double minutes = (double) (alert.getTimeNs() - from) / MINUTE_NANOS + BEHIND;
        return new Raised(
                rule.name(),
                minutes,
                rule.timing().windowMinutes() + rule.timing().forMinutes() + 3);
    }
}
