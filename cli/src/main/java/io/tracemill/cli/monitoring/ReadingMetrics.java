package io.tracemill.cli.monitoring;

import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.sample.RefusalReason;

/** The metrics of a service that tell what became of its samples: read = published + refused + duplicates. */
record ReadingMetrics(Metric samples, Metric readings, Metric refused, Metric duplicates) {

    static final ReadingMetrics OF_INGEST = new ReadingMetrics(
            Metric.INGEST_SAMPLES,
            Metric.INGEST_READINGS,
            Metric.INGEST_SAMPLES_REFUSED,
            Metric.INGEST_SAMPLES_DUPLICATE);
    static final ReadingMetrics OF_RECEIVE = new ReadingMetrics(
            Metric.RECEIVE_SAMPLES, Metric.RECEIVE_READINGS, Metric.RECEIVE_SAMPLES_REFUSED, Metric.RECEIVE_DUPLICATES);
    static final ReadingMetrics OF_SCRAPE = new ReadingMetrics(
            Metric.SCRAPE_SAMPLES, Metric.SCRAPE_READINGS, Metric.SCRAPE_REFUSED, Metric.SCRAPE_DUPLICATES);
    static final ReadingMetrics OF_BRIDGE = new ReadingMetrics(
            Metric.BRIDGE_SAMPLES, Metric.BRIDGE_READINGS, Metric.BRIDGE_REFUSED, Metric.BRIDGE_DUPLICATES);

    void measure(ReadingTotals totals, MetricSink into) {
        into.set(samples, totals.read());
        into.set(readings, totals.published());
        for (RefusalReason reason : RefusalReason.values()) {
            into.set(refused, totals.refused().getOrDefault(reason, 0L), reason.label());
        }
        into.set(duplicates, totals.duplicates());
    }
}
