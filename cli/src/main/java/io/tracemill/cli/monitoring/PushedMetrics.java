package io.tracemill.cli.monitoring;

import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.cli.service.MetricsCounts.Ending;
import io.tracemill.cli.service.MetricsCounts.Protocol;

/** What is shown of the metrics that are pushed to a door. */
final class PushedMetrics {

    private PushedMetrics() {}

    static void measure(MetricsCounts counts, MetricSink into) {
        for (Protocol protocol : Protocol.values()) {
            for (Ending ending : Ending.values()) {
                into.set(
                        Metric.RECEIVE_METRIC_REQUESTS,
                        counts.requests(protocol, ending),
                        protocol.word(),
                        ending.word());
            }
        }
        into.set(Metric.RECEIVE_METRIC_BYTES, counts.bytes());
        into.set(Metric.RECEIVE_METRICS_UNDER_WAY, counts.underWay());
        into.set(Metric.RECEIVE_METRIC_MEMORY, counts.memory());
        ReadingMetrics.OF_RECEIVE.measure(counts.totals(), into);
    }
}
