package io.tracemill.cli.live;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.Topic;
import java.util.Map;

/** The alerts that fire, and those that ended within the last hour of the log, as rows. */
final class LiveAlerts {

    /** How long an alert that has ended is shown, in ms of the log. */
    static final long ENDED_MILLIS = 3_600_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LiveTable rows;
    private final Map<String, Long> endedMs;
    private long newestMs = Long.MIN_VALUE;

    LiveAlerts(LiveTable rows, int most) {
        this.rows = rows;
        this.endedMs = new NewestMap<>(most);
    }

    /** Takes a change of an alert. */
    void note(Alert alert) {
        String key = Topic.ALERTS.key().keyOf(alert);
        passed(alert.getToldMs());
        switch (alert.getState()) {
            case FIRING -> {
                endedMs.remove(key);
                rows.put(key, row(alert));
            }
            case RESOLVED -> {
                endedMs.put(key, alert.getToldMs());
                rows.put(key, row(alert));
                passed(newestMs);
            }
            case PENDING, INACTIVE -> {
                if (!endedMs.containsKey(key)) {
                    rows.remove(key);
                }
            }
        }
    }

    /** Time of the log has come so far: alerts that ended long before are shown no more. */
    void passed(long logMs) {
        newestMs = Math.max(newestMs, logMs);
        endedMs.entrySet().removeIf(ended -> {
            boolean isOld = ended.getValue() < newestMs - ENDED_MILLIS;
            if (isOld) {
                rows.remove(ended.getKey());
            }
            return isOld;
        });
    }

    private static String row(Alert alert) {
        return LiveJson.row(row -> row.add("rule", alert.getRule())
                .add("subject", alert.getSubject())
                .add("firing", alert.getState() == AlertState.FIRING)
                .add("level", alert.getLevel().name())
                .add("time_ms", alert.getTimeNs() / NANOS_PER_MILLI)
                .add("since_ms", alert.getSinceNs() / NANOS_PER_MILLI)
                .add("told_ms", alert.getToldMs())
                .add("node", alert.getNode())
                .add("device", alert.getDevice())
                .add("source", alert.getSource())
                .add("run", alert.getRun())
                .add("quantity", alert.getQuantity())
                .add("statistic", alert.getStatistic())
                .add("window_ms", alert.getWindowNs() / NANOS_PER_MILLI)
                .add("value", alert.getValue())
                .add("threshold", alert.getThreshold())
                .add("baseline", alert.getBaseline())
                .add("summary", alert.getSummary())
                .add("advice", alert.getAdvice())
                .add(
                        "end_reason",
                        alert.getEndReason() == null
                                ? null
                                : alert.getEndReason().name())
                .add("flapping", alert.getFlapping())
                .add("inhibited_by", alert.getInhibitedBy()));
    }
}
