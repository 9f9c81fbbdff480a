package io.tracemill.cli.monitoring;

import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.live.LiveKind;
import io.tracemill.cli.live.LivePicture;
import java.util.Optional;

/** The live page as a monitored service. */
record MonitoredServe(LiveFeed feed, String topology) implements MonitoredService {

    @Override
    public Optional<String> idleBecause() {
        LivePicture.Status status = feed.picture().status();
        if (status.problem() != null) {
            return Optional.of("topics cannot be read: " + status.problem());
        }
        return status.isRead() ? Optional.empty() : Optional.of("reading what is known of the fleet");
    }

    @Override
    public void measure(MetricSink into) {
        into.set(Metric.SERVE_RECORDS, feed.records());
        into.set(Metric.SERVE_FAILURES, feed.failures());
        into.set(Metric.SERVE_CURRENT, feed.picture().status().isCurrent() ? 1 : 0);
        into.set(Metric.SERVE_READERS, feed.following());
        into.set(Metric.SERVE_SLOW, feed.slow());
        for (LiveKind kind : LiveKind.values()) {
            into.set(Metric.SERVE_ROWS, feed.picture().rows(kind), kind.word());
            into.set(Metric.SERVE_DROPPED, feed.picture().dropped(kind), kind.word());
        }
    }
}
