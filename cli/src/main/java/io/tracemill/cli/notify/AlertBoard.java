package io.tracemill.cli.notify;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The alerts that fire, as the records of the topic say, and those that have ended and must be told so. An alert that
 * another one says already is left out, and one of recorded telemetry, which nobody can do anything about any more.
 */
final class AlertBoard {

    /** How often the end of an alert is told. */
    static final int TIMES = 3;

    /** Age of a window when it is looked at, in ms, beyond which it is one of a recording. */
    private static final long RECORDED_MILLIS = 900_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Map<String, Alert> firing = new TreeMap<>();
    private final Map<String, Ended> ended = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** An alert that has ended, as it was told, and how often its end is still to be told. */
    private record Ended(Alert alert, int left) {}

    /**
     * What is to be told.
     *
     * @param firing alerts that fire
     * @param ended alerts that do not any more
     */
    record Telling(List<Alert> firing, List<Alert> ended) {}

    /** Takes the next record of the topic. */
    void note(Alert alert) {
        String key = Topic.ALERTS.key().keyOf(alert);
        boolean fires = alert.getState() == AlertState.FIRING
                && alert.getInhibitedBy() == null
                && alert.getToldMs() - alert.getTimeNs() / NANOS_PER_MILLI <= RECORDED_MILLIS;
        Alert before = fires ? firing.put(key, alert) : firing.remove(key);
        if (fires) {
            ended.remove(identity(alert));
        }
        if (before != null && !(fires && before.getLevel() == alert.getLevel()) && told.remove(identity(before))) {
            ended.put(identity(before), new Ended(before, TIMES));
        }
    }

    /** A receiver takes an alert of another level for another one. */
    private static String identity(Alert alert) {
        return Topic.ALERTS.key().keyOf(alert) + '\n' + alert.getLevel();
    }

    /**
     * What is to be told now.
     *
     * @param isCurrent whether the records say how things are now; if not, what was told before goes on, and nothing
     *     is new
     */
    Telling telling(boolean isCurrent) {
        List<Alert> fire = firing.values().stream()
                .filter(alert -> isCurrent || told.contains(identity(alert)))
                .toList();
        return new Telling(fire, ended.values().stream().map(Ended::alert).toList());
    }

    /** Notes that all receivers have taken it. */
    void told(Telling telling) {
        telling.firing.forEach(alert -> told.add(identity(alert)));
        for (Alert alert : telling.ended) {
            ended.computeIfPresent(
                    identity(alert), (key, of) -> of.left == 1 ? null : new Ended(of.alert, of.left - 1));
        }
    }

    /** Number of alerts that fire. */
    int firing() {
        return firing.size();
    }
}
