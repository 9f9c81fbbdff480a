package io.tracemill.cli.monitoring;

import io.tracemill.cli.notify.NotifyCounts;
import java.util.Optional;

/** The notifier as a monitored service. */
record MonitoredNotify(NotifyCounts counts, String topology) implements MonitoredService {

    @Override
    public Optional<String> idleBecause() {
        return counts.isRead() ? Optional.empty() : Optional.of("reading the alerts that fire");
    }

    @Override
    public void measure(MetricSink into) {
        into.set(Metric.NOTIFY_FIRING, counts.firing());
        into.set(Metric.NOTIFY_CURRENT, counts.isCurrent() ? 1 : 0);
        counts.taken().forEach((receiver, posts) -> into.set(Metric.NOTIFY_POSTS, posts, receiver, "taken"));
        counts.failed().forEach((receiver, posts) -> into.set(Metric.NOTIFY_POSTS, posts, receiver, "failed"));
    }
}
