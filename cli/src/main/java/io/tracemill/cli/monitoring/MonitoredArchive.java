package io.tracemill.cli.monitoring;

import static java.util.stream.Collectors.joining;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.ArchiveStatus;
import io.tracemill.storage.publish.PublishStatus;
import io.tracemill.storage.rows.Datasets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The archive job as a monitored service. */
final class MonitoredArchive implements MonitoredService, ConsumerPosition {

    private final ArchiveJob job;
    private final Topics topics;

    MonitoredArchive(ArchiveJob job, Topics topics) {
        this.job = job;
        this.topics = topics;
    }

    /** One that fails ends, and its process with it. */
    @Override
    public Optional<String> idleBecause() {
        boolean assigned = job.status().map(ArchiveStatus::assigned).orElse(false);
        return assigned ? Optional.empty() : Optional.of("waiting for partitions");
    }

    @Override
    public String topology() {
        return job.datasets().stream()
                .map(dataset -> topics.name(dataset.topic()) + " -> " + dataset.name()
                        + Datasets.derivedFrom(dataset).stream()
                                .map(derived -> ", " + derived.name())
                                .collect(joining()))
                .collect(joining("\n", "", "\n"));
    }

    @Override
    public Map<TopicPartition, Long> next(Admin cluster) {
        Map<TopicPartition, Long> next = new HashMap<>();
        job.status()
                .ifPresent(status ->
                        status.partitions().forEach((partition, reading) -> next.put(partition, reading.position())));
        return next;
    }

    @Override
    public Map<TopicPartition, Long> lastAppendMillis() {
        Map<TopicPartition, Long> appended = new HashMap<>();
        job.status()
                .ifPresent(status -> status.partitions()
                        .forEach((partition, reading) ->
                                reading.lastAppendMillis().ifPresent(millis -> appended.put(partition, millis))));
        return appended;
    }

    @Override
    public void measure(MetricSink into) {
        job.status().ifPresent(status -> {
            status.topics().forEach((topic, records) -> {
                into.set(Metric.ARCHIVE_RECORDS, records.archived(), topic, "archived");
                into.set(Metric.ARCHIVE_RECORDS, records.unfinished(), topic, "unfinished");
                into.set(Metric.ARCHIVE_RECORDS, records.rejected(), topic, "rejected");
                into.set(Metric.ARCHIVE_BYTES, records.bytes(), topic);
            });
            for (RejectReason reason : RejectReason.of(Stage.ARCHIVE)) {
                into.set(Metric.ARCHIVE_DEAD_LETTERS, status.rejected().getOrDefault(reason, 0L), reason.label());
            }
            into.set(Metric.ARCHIVE_WAIT_SECONDS, status.waits().inputNanos() / 1e9, "input");
            into.set(Metric.ARCHIVE_WAIT_SECONDS, status.waits().commitNanos() / 1e9, "commit");
            measure(status.published(), into);
        });
    }

    private static void measure(PublishStatus status, MetricSink into) {
        into.set(Metric.ARCHIVE_ROWS, status.taken());
        status.published().forEach((dataset, published) -> {
            into.set(Metric.ARCHIVE_ROWS_PUBLISHED, published.rows(), dataset);
            into.set(Metric.ARCHIVE_FILES_PUBLISHED, published.files(), dataset);
            into.set(Metric.ARCHIVE_FILE_BYTES, published.bytes(), dataset);
        });
        into.set(Metric.ARCHIVE_ROWS_DISCARDED, status.discarded());
        into.set(Metric.ARCHIVE_ROWS_OPEN, status.open().rows());
        into.set(Metric.ARCHIVE_OPEN_FILES, status.open().files());
        into.set(Metric.ARCHIVE_OPEN_BYTES, status.open().bytes());
        into.set(Metric.ARCHIVE_OLDEST_OPEN, status.open().ageNanos() / 1e9);
        into.set(Metric.ARCHIVE_LAST_PUBLISH, (System.nanoTime() - status.lastNanos()) / 1e9);
        into.set(Metric.ARCHIVE_WAIT_SECONDS, status.diskNanos() / 1e9, "disk");
    }
}
