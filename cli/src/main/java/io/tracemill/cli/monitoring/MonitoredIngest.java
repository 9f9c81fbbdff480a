package io.tracemill.cli.monitoring;

import io.tracemill.cli.service.IngestCounts;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import java.util.Optional;

/** The ingest of watched directories as a monitored service. */
final class MonitoredIngest implements MonitoredService {

    private final IngestCounts counts;
    private final String topology;

    MonitoredIngest(IngestCounts counts, String topology) {
        this.counts = counts;
        this.topology = topology;
    }

    @Override
    public Optional<String> idleBecause() {
        return Optional.empty();
    }

    @Override
    public String topology() {
        return topology;
    }

    @Override
    public void measure(MetricSink into) {
        into.set(Metric.INGEST_FILES, counts.published(), "published");
        into.set(Metric.INGEST_FILES, counts.finishedBefore(), "finished_before");
        into.set(Metric.INGEST_FILES, counts.failed(), "failed");
        into.set(Metric.INGEST_FILES, counts.skipped(), "skipped");
        into.set(Metric.INGEST_LAST_PUBLISH, (System.nanoTime() - counts.lastNanos()) / 1e9);
        into.set(Metric.INGEST_WAIT_SECONDS, counts.fileWaitNanos() / 1e9, "files");
        into.set(Metric.INGEST_WAIT_SECONDS, counts.brokerWaitNanos() / 1e9, "brokers");
        IngestTotals totals = counts.totals();
        into.set(Metric.INGEST_BYTES, totals.getBytesRead());
        into.set(Metric.INGEST_EVENTS, totals.getEventsRead());
        into.set(Metric.INGEST_EVENTS_PUBLISHED, totals.getPublished());
        totals.getFiltered().forEach((category, count) -> into.set(Metric.INGEST_EVENTS_FILTERED, count, category));
        totals.getMerged().forEach((reason, count) -> into.set(Metric.INGEST_EVENTS_MERGED, count, reason));
        for (RejectReason reason : RejectReason.of(Stage.INGEST)) {
            if (reason.isImplausible()) {
                long count = totals.getImplausible().getOrDefault(reason.label(), 0L);
                into.set(Metric.INGEST_EVENTS_IMPLAUSIBLE, count, reason.label());
            } else {
                long count = totals.getRejected().getOrDefault(reason.label(), 0L);
                into.set(Metric.INGEST_EVENTS_REJECTED, count, reason.label());
            }
        }
        ReadingMetrics.OF_INGEST.measure(counts.readings(), into);
    }
}
