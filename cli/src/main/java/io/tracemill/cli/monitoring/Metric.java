package io.tracemill.cli.monitoring;

import java.util.List;

/** The metrics of the services, but for those of ranks. */
public enum Metric implements ExposedMetric {
    READY("tracemill_ready", "0 or 1", "1 if `/ready` answers 200"),
    BROKERS_REACHABLE(
            "tracemill_brokers_reachable",
            "0 or 1",
            "1 if the brokers answered the last request of `stream`, `archive` or `bridge`, at most 5 s ago"),

    STREAM_LAG_RECORDS(
            "tracemill_stream_lag_records",
            "records",
            "records in the partitions of this instance that it has not yet committed as processed",
            "topic",
            "partition"),
    STREAM_LAG_SECONDS(
            "tracemill_stream_lag_seconds",
            "seconds",
            "upper bound of the time that the oldest of these records has waited; 0 without lag",
            "topic",
            "partition"),
    STREAM_BATCHES(
            "tracemill_stream_batches_total",
            "records",
            "batches read, by outcome: `accepted`, `seen` before (a resend), of a trace that is already `finished`,"
                    + " rejected"
                    + " for a `gap` or a `foreign_plan`, or `failed`; together they are all batches read",
            "outcome"),
    STREAM_EVENTS("tracemill_stream_events_total", "events", "events in accepted batches"),
    STREAM_BYTES("tracemill_stream_bytes_total", "bytes", "encoded bytes of all batches that could be decoded"),
    STREAM_EVENTS_DROPPED(
            "tracemill_stream_events_dropped_total",
            "events",
            "events of finished traces that `--drop-categories` excluded",
            "category"),
    STREAM_SPANS(
            "tracemill_stream_spans_total",
            "events",
            "events of finished traces that went through the pass; with the dropped events, these are all their events",
            "kind"),
    STREAM_SPANS_WRITTEN("tracemill_stream_spans_written_total", "events", "of these, the events that were written"),
    STREAM_SPANS_FILTERED(
            "tracemill_stream_spans_filtered_total",
            "events",
            "of these, the events that were not written: filtered by `--min-duration` and `--categories`, or too"
                    + " large"),
    STREAM_DEVICE_EVENTS(
            "tracemill_stream_device_events_total",
            "events",
            "device events of finished traces: `linked` to an owner, with `no_launch` in the trace, with a launch"
                    + " that has"
                    + " `no_owner`, or with an `ambiguous` id that several launches carry; together they are all"
                    + " spans of the device kinds",
            "link"),
    STREAM_RECORDS_WRITTEN("tracemill_stream_records_written_total", "records", "records written", "topic"),
    STREAM_BYTES_WRITTEN("tracemill_stream_bytes_written_total", "bytes", "encoded bytes of these records", "topic"),
    STREAM_DEAD_LETTERS(
            "tracemill_stream_dead_letters_total",
            "records",
            "records and events rejected and sent to `dead-letters`",
            "reason"),
    STREAM_TRACES("tracemill_stream_traces_total", "traces", "traces finished, by their final state", "state"),
    STREAM_TRACES_OPEN("tracemill_stream_traces_open", "traces", "traces started but not finished"),
    STREAM_BOTTLENECKS(
            "tracemill_stream_bottlenecks_total",
            "bottlenecks",
            "bottlenecks of devices over whole traces; devices after the first 64 are `(other)`",
            "device",
            "bottleneck"),
    STREAM_RANKS_DROPPED(
            "tracemill_stream_ranks_dropped_total",
            "ranks",
            "ranks whose metrics were removed: `silent`, without a trace for 6 hours, or `full`, because 2,048 others of"
                    + " a partition have newer traces",
            "reason"),
    STREAM_WAIT_SECONDS(
            "tracemill_stream_wait_seconds_total",
            "seconds",
            "time that the threads of its topology of traces waited for records (`input`), and for their own records to"
                    + " be written and committed (`output`)",
            "on"),

    ARCHIVE_LAG_RECORDS(
            "tracemill_archive_lag_records",
            "records",
            "records in the partitions of this instance that it has not yet read",
            "topic",
            "partition"),
    ARCHIVE_LAG_SECONDS(
            "tracemill_archive_lag_seconds",
            "seconds",
            "upper bound of the time that the oldest of these records has waited; 0 without lag",
            "topic",
            "partition"),
    ARCHIVE_RECORDS(
            "tracemill_archive_records_total",
            "records",
            "records read: `archived`, `unfinished` (not final, so not archived) or `rejected`; counted again after a"
                    + " rebalance",
            "topic",
            "outcome"),
    ARCHIVE_BYTES("tracemill_archive_bytes_total", "bytes", "encoded bytes of these records", "topic"),
    ARCHIVE_DEAD_LETTERS(
            "tracemill_archive_dead_letters_total", "records", "records rejected and sent to `dead-letters`", "reason"),
    ARCHIVE_ROWS("tracemill_archive_rows_total", "rows", "rows received; each is published, discarded or open"),
    ARCHIVE_ROWS_PUBLISHED("tracemill_archive_rows_published_total", "rows", "rows in published files", "dataset"),
    ARCHIVE_ROWS_DISCARDED(
            "tracemill_archive_rows_discarded_total",
            "rows",
            "rows discarded because their partition moved; its next owner reads them again"),
    ARCHIVE_ROWS_OPEN("tracemill_archive_rows_open", "rows", "rows in files that are not published yet"),
    ARCHIVE_FILES_PUBLISHED("tracemill_archive_files_published_total", "files", "files published", "dataset"),
    ARCHIVE_FILE_BYTES("tracemill_archive_published_bytes_total", "bytes", "bytes of these files", "dataset"),
    ARCHIVE_OPEN_FILES("tracemill_archive_open_files", "files", "files being written"),
    ARCHIVE_OPEN_BYTES("tracemill_archive_open_bytes", "bytes", "memory of their buffers"),
    ARCHIVE_OLDEST_OPEN(
            "tracemill_archive_oldest_open_file_age_seconds",
            "seconds",
            "age of the oldest file being written, 0 if there is none; at most ten times `--roll-idle`"),
    ARCHIVE_LAST_PUBLISH(
            "tracemill_archive_last_publish_age_seconds",
            "seconds",
            "time since the last file was published, or since the start"),
    ARCHIVE_WAIT_SECONDS(
            "tracemill_archive_wait_seconds_total",
            "seconds",
            "time spent waiting for records (`input`), for files to be closed and forced to disk (`disk`) and for"
                    + " commits (`commit`)",
            "on"),

    INGEST_FILES(
            "tracemill_ingest_files_total",
            "files",
            "files, by outcome: `published`, `finished_before` (nothing to do), `failed` or `skipped` (no trace)",
            "outcome"),
    INGEST_BYTES("tracemill_ingest_bytes_total", "bytes", "decompressed bytes of published files"),
    INGEST_EVENTS(
            "tracemill_ingest_events_read_total",
            "events",
            "events in published files; each is published, filtered, merged, rejected or set aside as implausible"),
    INGEST_EVENTS_PUBLISHED("tracemill_ingest_events_published_total", "events", "events published"),
    INGEST_EVENTS_FILTERED(
            "tracemill_ingest_events_filtered_total", "events", "events that `--drop-categories` excluded", "category"),
    INGEST_EVENTS_MERGED(
            "tracemill_ingest_events_merged_total",
            "events",
            "events that were merged into others, such as ends of flows and metadata",
            "reason"),
    INGEST_EVENTS_REJECTED(
            "tracemill_ingest_events_rejected_total", "events", "events rejected and sent to `dead-letters`", "reason"),
    INGEST_EVENTS_IMPLAUSIBLE(
            "tracemill_ingest_events_implausible_total",
            "events",
            "events whose times cannot be right, sent to `dead-letters`",
            "reason"),
    INGEST_SAMPLES(
            "tracemill_ingest_samples_read_total",
            "samples",
            "samples in published files of telemetry; each is published, refused or a duplicate"),
    INGEST_READINGS("tracemill_ingest_readings_published_total", "readings", "readings published"),
    INGEST_SAMPLES_REFUSED(
            "tracemill_ingest_samples_refused_total", "samples", "samples and lines without a reading", "reason"),
    INGEST_SAMPLES_DUPLICATE(
            "tracemill_ingest_samples_duplicate_total", "samples", "samples of a series and time that was read before"),
    INGEST_LAST_PUBLISH(
            "tracemill_ingest_last_publish_age_seconds",
            "seconds",
            "time since the last file was published, or since the start"),
    INGEST_WAIT_SECONDS(
            "tracemill_ingest_wait_seconds_total",
            "seconds",
            "time spent waiting for files to be written (`files`) and for brokers to accept records (`brokers`)",
            "on"),

    RECEIVE_UPLOADS(
            "tracemill_receive_uploads_total",
            "uploads",
            "uploads, by how they ended: `published`, `known` before (body unread), `under_way` already at this door,"
                    + " `refused`, or to be sent again `later`",
            "outcome"),
    RECEIVE_BYTES("tracemill_receive_bytes_total", "bytes", "bytes of the bodies that were received whole"),
    RECEIVE_UNDER_WAY("tracemill_receive_uploads_under_way", "uploads", "uploads being received or published"),
    RECEIVE_SPOOL_BYTES(
            "tracemill_receive_spool_bytes", "bytes", "room that these uploads take of `--spool-size`, with sorting"),
    RECEIVE_METRIC_REQUESTS(
            "tracemill_receive_metric_requests_total",
            "requests",
            "requests that send metrics, by protocol (`otlp`, `remote_write`) and how they ended: `published`,"
                    + " `refused`, or to be sent again `later`",
            "protocol",
            "outcome"),
    RECEIVE_METRIC_BYTES(
            "tracemill_receive_metric_bytes_total", "bytes", "bytes of the bodies of such requests, as they were sent"),
    RECEIVE_METRICS_UNDER_WAY(
            "tracemill_receive_metric_requests_under_way", "requests", "such requests that are not answered yet"),
    RECEIVE_METRIC_MEMORY(
            "tracemill_receive_metric_memory_bytes", "bytes", "memory of their bodies, of `--metrics-size`"),
    RECEIVE_SAMPLES(
            "tracemill_receive_samples_read_total",
            "samples",
            "samples in published requests; each is published, refused or a duplicate"),
    RECEIVE_READINGS("tracemill_receive_readings_published_total", "readings", "readings that the brokers have"),
    RECEIVE_SAMPLES_REFUSED(
            "tracemill_receive_samples_refused_total", "samples", "samples without a reading", "reason"),
    RECEIVE_DUPLICATES(
            "tracemill_receive_samples_duplicate_total",
            "samples",
            "samples of a series and time that came before with the same token"),

    SCRAPE_TARGETS("tracemill_scrape_targets", "targets", "exporters that are read"),
    SCRAPE_TARGETS_UP("tracemill_scrape_targets_up", "targets", "exporters whose last answer was read whole"),
    SCRAPE_ANSWERS("tracemill_scrape_answers_total", "answers", "answers that were read whole"),
    SCRAPE_FAILURES(
            "tracemill_scrape_failures_total",
            "answers",
            "answers that were not: `timeout`, `connection`, `status` (not 200), `too-large` or `cut-off`",
            "reason"),
    SCRAPE_SAMPLES(
            "tracemill_scrape_samples_read_total",
            "samples",
            "samples in answers; each is published, refused or a duplicate"),
    SCRAPE_READINGS("tracemill_scrape_readings_published_total", "readings", "readings given to the brokers"),
    SCRAPE_REFUSED(
            "tracemill_scrape_samples_refused_total", "samples", "samples and lines without a reading", "reason"),
    SCRAPE_DUPLICATES(
            "tracemill_scrape_samples_duplicate_total", "samples", "samples of a series and time that was read before"),
    SCRAPE_LOST(
            "tracemill_scrape_readings_lost_total",
            "readings",
            "published readings that the brokers did not take within the time of delivery"),
    SCRAPE_WAIT_SECONDS(
            "tracemill_scrape_wait_seconds_total", "seconds", "time spent waiting for brokers to accept records"),

    BRIDGE_LAG_RECORDS(
            "tracemill_bridge_lag_records",
            "records",
            "messages in the partitions of this instance that it has not yet committed as carried",
            "topic",
            "partition"),
    BRIDGE_LAG_SECONDS(
            "tracemill_bridge_lag_seconds",
            "seconds",
            "upper bound of the time that the oldest of these messages has waited; 0 without lag",
            "topic",
            "partition"),
    BRIDGE_MESSAGES("tracemill_bridge_messages_total", "messages", "messages in committed transactions"),
    BRIDGE_DEAD_LETTERS(
            "tracemill_bridge_dead_letters_total", "messages", "messages that were refused whole", "reason"),
    BRIDGE_SAMPLES(
            "tracemill_bridge_samples_read_total",
            "samples",
            "samples in the other messages; each is published, refused or a duplicate"),
    BRIDGE_READINGS("tracemill_bridge_readings_published_total", "readings", "readings in committed transactions"),
    BRIDGE_REFUSED(
            "tracemill_bridge_samples_refused_total", "samples", "samples and lines without a reading", "reason"),
    BRIDGE_DUPLICATES(
            "tracemill_bridge_samples_duplicate_total", "samples", "samples of a series and time that was read before"),
    BRIDGE_FAILURES(
            "tracemill_bridge_failures_total",
            "failures",
            "times that a transaction failed or brokers did not answer; the work then began again from the last commit"),

    NOTIFY_FIRING("tracemill_notify_alerts", "alerts", "alerts that fire and are told to receivers"),
    NOTIFY_CURRENT(
            "tracemill_notify_current",
            "boolean",
            "1 while telemetry is read up to now, but for ten minutes; otherwise new alerts wait"),
    NOTIFY_POSTS(
            "tracemill_notify_posts_total",
            "posts",
            "times that all alerts were told to a receiver, which has `taken` them or `failed`",
            "receiver",
            "outcome"),

    SERVE_RECORDS("tracemill_serve_records_total", "records", "records read from topics for the live page"),
    SERVE_ROWS("tracemill_serve_rows", "rows", "rows of the live page", "kind"),
    SERVE_DROPPED(
            "tracemill_serve_rows_dropped_total", "rows", "rows dropped for newer ones, being over the limit", "kind"),
    SERVE_READERS("tracemill_serve_readers", "readers", "browsers that follow the live page"),
    SERVE_SLOW(
            "tracemill_serve_readers_dropped_total", "readers", "browsers that were too slow and had to begin again"),
    SERVE_FAILURES("tracemill_serve_failures_total", "failures", "times that topics could not be read"),
    SERVE_CURRENT("tracemill_serve_current", "boolean", "1 while telemetry is read up to now, but for ten minutes");

    @SuppressWarnings("ImmutableEnumChecker") // its list is unmodifiable
    private final MetricDeclaration declaration;

    Metric(String exposed, String unit, String meaning, String... labels) {
        this.declaration = new MetricDeclaration(exposed, unit, meaning, List.of(labels));
    }

    @Override
    public MetricDeclaration declaration() {
        return declaration;
    }
}
