package io.tracemill.cli.monitoring;

import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import io.tracemill.telemetry.scrape.ScrapeCounts;
import java.util.Optional;

/** The reading of exporters as a monitored service. */
final class MonitoredScrape implements MonitoredService {

    private final ScrapeCounts counts;
    private final KafkaBatchPublisher publisher;
    private final String topology;

    MonitoredScrape(ScrapeCounts counts, KafkaBatchPublisher publisher, String topology) {
        this.counts = counts;
        this.publisher = publisher;
        this.topology = topology;
    }

    @Override
    public Optional<String> idleBecause() {
        return counts.targets() == 0 ? Optional.of("no targets") : Optional.empty();
    }

    @Override
    public String topology() {
        return topology;
    }

    @Override
    public void measure(MetricSink into) {
        into.set(Metric.SCRAPE_TARGETS, counts.targets());
        into.set(Metric.SCRAPE_TARGETS_UP, counts.targetsUp());
        into.set(Metric.SCRAPE_ANSWERS, counts.succeeded());
        counts.failed().forEach((failure, count) -> into.set(Metric.SCRAPE_FAILURES, count, failure.label()));
        ReadingMetrics.OF_SCRAPE.measure(counts.totals(), into);
        into.set(Metric.SCRAPE_LOST, publisher.lost());
        into.set(Metric.SCRAPE_WAIT_SECONDS, publisher.waitedNanos() / 1e9);
    }
}
