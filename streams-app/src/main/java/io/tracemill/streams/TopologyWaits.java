package io.tracemill.streams;

import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.Metric;

/**
 * How long the threads of an app have waited for others since they began, summed.
 *
 * @param inputNanos for records to come
 * @param outputNanos for records to be written and committed
 */
public record TopologyWaits(long inputNanos, long outputNanos) {

    private static final String CONSUMER_WAITS = "io-wait-time-ns-total";

    /** Of a producer: the times of which Kafka Streams says that its threads are blocked. */
    private static final Set<String> PRODUCER_WAITS = Set.of(
            "bufferpool-wait-time-ns-total",
            "metadata-wait-time-ns-total",
            "flush-time-ns-total",
            "txn-begin-time-ns-total",
            "txn-send-offsets-time-ns-total",
            "txn-commit-time-ns-total",
            "txn-abort-time-ns-total");

    /** What the clients of an app have measured. */
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
