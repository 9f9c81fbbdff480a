package io.tracemill.cli.monitoring;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import io.tracemill.telemetry.bridge.BridgeCounts;
import io.tracemill.telemetry.bridge.BridgeTotals;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The bridge as a monitored service. */
final class MonitoredBridge implements MonitoredService, ConsumerPosition {

    private final BridgeCounts counts;
    private final String topology;

    MonitoredBridge(BridgeCounts counts, String topology) {
        this.counts = counts;
        this.topology = topology;
    }

    @Override
    public Optional<String> idleBecause() {
        return counts.isAssigned() ? Optional.empty() : Optional.of("waiting for partitions");
    }

    @Override
    public String topology() {
        return topology;
    }

    @Override
    public Map<TopicPartition, Long> next(Admin cluster) {
        return counts.next();
    }

    @Override
    public Map<TopicPartition, Long> lastAppendMillis() {
        return counts.lastAppendMillis();
    }

    @Override
    public void measure(MetricSink into) {
        BridgeTotals totals = counts.totals();
        into.set(Metric.BRIDGE_MESSAGES, totals.messages());
        for (RejectReason reason : RejectReason.of(Stage.BRIDGE)) {
            into.set(Metric.BRIDGE_DEAD_LETTERS, totals.refused().getOrDefault(reason, 0L), reason.label());
        }
        ReadingMetrics.OF_BRIDGE.measure(totals.readings(), into);
        into.set(Metric.BRIDGE_FAILURES, counts.failures());
    }
}
