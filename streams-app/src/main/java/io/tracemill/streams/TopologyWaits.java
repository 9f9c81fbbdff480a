package io.tracemill.streams;

import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.Metric;

/**
 * Time that the threads of an app have spent waiting since its start, summed over the threads.
 *
 * @param inputNanos waiting for records to arrive, in ns
 * @param outputNanos waiting for records to be written and committed, in ns
 */
public record TopologyWaits(long inputNanos, long outputNanos) {

    private static final String CONSUMER_WAITS = "io-wait-time-ns-total";

    /** Metrics of a producer that Kafka Streams counts as blocked time. */
    private static final Set<String> PRODUCER_WAITS = Set.of(
            "bufferpool-wait-time-ns-total",
            "metadata-wait-time-ns-total",
            "flush-time-ns-total",
            "txn-begin-time-ns-total",
            "txn-send-offsets-time-ns-total",
            "txn-commit-time-ns-total",
            "txn-abort-time-ns-total");

    /** Sums up the metrics of the clients of an app. */
    static TopologyWaits of(Collection<? extends Metric> metrics) {
        long input = 0;
        long output = 0;
        for (Metric metric : metrics) {
            String name = metric.metricName().name();
            String client = metric.metricName().tags().getOrDefault("client-id", "");
            if (name.equals(CONSUMER_WAITS) && client.endsWith("-consumer") && !client.endsWith("-restore-consumer")) {
                input += nanos(metric);
            } else if (PRODUCER_WAITS.contains(name)) {
                output += nanos(metric);
            }
        }
        return new TopologyWaits(input, output);
    }

    private static long nanos(Metric metric) {
        return metric.metricValue() instanceof Double number && !number.isNaN() ? number.longValue() : 0;
    }
}
