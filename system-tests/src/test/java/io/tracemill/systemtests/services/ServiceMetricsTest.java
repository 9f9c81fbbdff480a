package io.tracemill.systemtests.services;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.monitoring.ExposedMetric;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.RankMetric;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.cli.monitoring.StreamApp;
import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.streams.FleetTopology;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.sample.RefusalReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real data through the three services: every documented metric is there, and their values obey the laws. */
class ServiceMetricsTest {

    private static final HttpAddress ANY = new HttpAddress("127.0.0.1", 0);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);

    /** Of each fate one: published and linked, without a launch, dropped by ingest, by the pass, merged, rejected. */
    private static final String TRACE = """
            {"traceEvents":[
             {"name":"process_name","ph":"M","pid":1,"tid":0,"args":{"name":"python"}},
             {"name":"aten::mm","cat":"cpu_op","ph":"X","ts":100,"dur":50,"pid":1,"tid":1,"args":{}},
             {"name":"cudaLaunchKernel","cat":"cuda_runtime","ph":"X","ts":110,"dur":5,"pid":1,"tid":1,"args":{"correlation":7}},
             {"name":"gemm","cat":"kernel","ph":"X","ts":120,"dur":40,"pid":0,"tid":7,"args":{"correlation":7,"device":0,"stream":7}},
             {"name":"relu","cat":"kernel","ph":"X","ts":170,"dur":10,"pid":0,"tid":7,"args":{"correlation":8,"device":0,"stream":7}},
             {"name":"frame","cat":"python_function","ph":"X","ts":90,"dur":100,"pid":1,"tid":1,"args":{}},
             {"name":"overhead","cat":"overhead","ph":"X","ts":95,"dur":1,"pid":1,"tid":1,"args":{}},
             {"name":"bad","cat":"cpu_op","ph":"X","ts":"x","dur":1,"pid":1,"tid":1,"args":{}}]}
            """;

    @TempDir
    private Path dir;

    private static void await(Predicate<Map<String, Double>> holds, HttpAddress service) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!holds.test(ServicePages.metrics(service))) {
            assertThat(System.nanoTime()).as(() -> "in time:\n" + service).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static void end(ArchiveJob job) {
        job.close();
    }

    private static IngestCounts ingest(Path trace, Map<String, Object> client) throws Exception {
        IngestConfig.Rules rules = new IngestConfig.Rules(
                Set.of("python_function"), 50, CommunicationNames.KNOWN, false, RedactionRules.KNOWN);
        IngestCounts counts = new IngestCounts();
        KafkaPublisher publisher = counts.measured(new KafkaPublisher(TOPICS, client));
        try (IngestJob job = new IngestJob(
                IngestConfig.defaults().withRules(rules), () -> publisher, id -> false, IngestProgress.NONE)) {
            if (job.ingest(trace) instanceof IngestOutcome.Published done) {
                counts.add(done.report());
            }
        }
        return counts;
    }

    @Test
    void everyDocumentedMetricIsExposedAndTheirValuesObeyTheLaws() throws Exception {
        Path trace =
                Files.writeString(Files.createDirectories(dir.resolve("run")).resolve("rank0.json"), TRACE);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TOPICS.create(admin);
            }
            IngestCounts counts = ingest(trace, client);
            sendGarbage(client, Topic.TRACE_EVENTS);
            sendGarbage(client, Topic.BOTTLENECKS);
            Set<String> exposed = new TreeSet<>(stream(client));
            exposed.addAll(archive(client, kafka));
            exposed.addAll(ingested(counts));
            exposed.addAll(received());
            exposed.addAll(ScrapeServiceTest.metrics(client, TOPICS));
            exposed.addAll(BridgeMetrics.of(client, TOPICS));
            exposed.addAll(NotifyMetrics.of(client, TOPICS));
            exposed.addAll(ServeMetrics.of(client, TOPICS));

            assertThat(exposed)
                    .isEqualTo(ExposedMetric.all()
                            .filter(ServiceMetricsTest::isOfAnyTrace)
                            .map(ExposedMetric::exposed)
                            .collect(toCollection(TreeSet::new)));
        }
    }

    /** Whether a trace has the metric that has neither steps nor times of a clock, and whose run has no other. */
    private static boolean isOfAnyTrace(ExposedMetric metric) {
        return !Set.<ExposedMetric>of(RankMetric.STEP, RankMetric.TRACE_END, RankMetric.SLOW)
                .contains(metric);
    }

    private static boolean isStreamed(Map<String, Double> now) {
        return ServicePages.sum(now, "tracemill_stream_traces_total") == 1
                && ServicePages.sum(now, "tracemill_stream_dead_letters_total") == 1
                && ServicePages.sum(now, "tracemill_stream_bottlenecks_total") == 1
                && now.keySet().stream()
                                .map(ServicePages::name)
                                .filter("tracemill_stream_lag_records"::equals)
                                .count()
                        == 10 // five topics of two partitions
                && ServicePages.sum(now, "tracemill_stream_lag_records") == 0;
    }

    private static boolean isArchived(Map<String, Double> now) {
        return now.getOrDefault("tracemill_archive_files_published_total{dataset=\"traces\"}", 0.0) == 1
                && now.getOrDefault("tracemill_archive_rows_open", 1.0) == 0
                && ServicePages.sum(now, "tracemill_archive_dead_letters_total") == 1
                && now.keySet().stream().map(ServicePages::name).anyMatch("tracemill_archive_lag_records"::equals)
                && ServicePages.sum(now, "tracemill_archive_lag_records") == 0;
    }

    private static void sendGarbage(Map<String, Object> client, Topic topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPICS.name(topic), 0, new byte[0], new byte[] {1, 2, 3}))
                    .get();
        }
    }

    private Set<String> stream(Map<String, Object> client) throws Exception {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("commit.interval.ms", 100);
        PassConfig pass = PassConfig.defaults().withDropCategories(Set.of("overhead"));
        TraceTopology topology =
                new TraceTopology(TraceTopologyConfig.defaults(TOPICS).withPass(pass));
        FleetTopology fleet = new FleetTopology(TOPICS);
        try (MonitoringServer monitoring = MonitoringServer.at(ANY, () -> false);
                TopologyJob job = new TopologyJob(topology, settings);
                TopologyJob ofFleet = new TopologyJob(fleet, settings)) {
            monitoring.show(List.of(new StreamApp(topology, job), new StreamApp(fleet, ofFleet)), client);
            HttpAddress address = monitoring.address();
            assertThat(ServicePages.get(address, "/ready").text()).isEqualTo("the topology is created\n");
            job.start();
            ofFleet.start();
            await(ServiceMetricsTest::isStreamed, address);
            assertThat(ServicePages.get(address, "/ready")).isEqualTo(new ServicePages.Answer(200, "ok\n"));
            assertThat(ServicePages.get(address, "/live")).isEqualTo(new ServicePages.Answer(200, "ok\n"));
            assertThat(ServicePages.get(address, "/topology").text()).contains("trace-pass", "node-join");
            Map<String, Double> now = ServicePages.metrics(address);
            checkStream(now);
            return names(now);
        }
    }

    private static void checkStream(Map<String, Double> now) {
        assertThat(now)
                .containsAllEntriesOf(Map.of("tracemill_ready", 1.0, "tracemill_brokers_reachable", 1.0))
                .containsEntry("tracemill_stream_events_total", 5.0)
                .containsEntry("tracemill_stream_batches_total{outcome=\"accepted\"}", 1.0)
                .containsEntry("tracemill_stream_batches_total{outcome=\"failed\"}", 1.0)
                .containsEntry("tracemill_stream_events_dropped_total{category=\"overhead\"}", 1.0)
                .containsEntry("tracemill_stream_device_events_total{link=\"linked\"}", 1.0)
                .containsEntry("tracemill_stream_device_events_total{link=\"no_launch\"}", 1.0)
                .containsEntry("tracemill_stream_lag_seconds{partition=\"0\",topic=\"tracemill.trace-events\"}", 0.0);
        assertThat(ServicePages.sum(now, "tracemill_stream_events_total"))
                .isEqualTo(
                        ServicePages.sum(now, "tracemill_stream_events_dropped_total", "tracemill_stream_spans_total"));
        assertThat(ServicePages.sum(now, "tracemill_stream_spans_total"))
                .isEqualTo(ServicePages.sum(
                        now, "tracemill_stream_spans_written_total", "tracemill_stream_spans_filtered_total"));
        assertThat(ServicePages.sum(now, "tracemill_stream_device_events_total"))
                .isEqualTo(now.get("tracemill_stream_spans_total{kind=\"KERNEL\"}"));
        assertThat(ServicePages.sum(now, "tracemill_stream_wait_seconds_total")).isPositive();
    }

    private Set<String> archive(Map<String, Object> client, EmbeddedKafka kafka) throws Exception {
        ArchiveConfig config = ArchiveConfig.defaults(dir.resolve("out"), TOPICS, kafka.clusterId())
                .withRollIdle(Duration.ofMillis(500));
        AtomicBoolean ending = new AtomicBoolean();
        try (MonitoringServer monitoring = MonitoringServer.at(ANY, ending::get);
                ArchiveJob job = new ArchiveJob(config, client)) {
            monitoring.show(job, TOPICS, client);
            HttpAddress address = monitoring.address();
            assertThat(ServicePages.get(address, "/ready"))
                    .isEqualTo(new ServicePages.Answer(503, "waiting for partitions\n"));
            Thread running = new Thread(job, "archive");
            running.start();
            await(ServiceMetricsTest::isArchived, address);
            assertThat(ServicePages.get(address, "/ready")).isEqualTo(new ServicePages.Answer(200, "ok\n"));
            assertThat(ServicePages.get(address, "/topology").text())
                    .contains("tracemill.spans -> spans, kernel_counters", "tracemill.bottlenecks -> bottlenecks\n");
            Map<String, Double> now = ServicePages.metrics(address);
            assertThat(ServicePages.sum(now, "tracemill_archive_rows_total"))
                    .isPositive()
                    .isEqualTo(ServicePages.sum(
                            now,
                            "tracemill_archive_rows_published_total",
                            "tracemill_archive_rows_discarded_total",
                            "tracemill_archive_rows_open"));
            assertThat(now).containsEntry("tracemill_archive_rows_published_total{dataset=\"spans\"}", 4.0);
            ending.set(true);
            assertThat(ServicePages.get(address, "/ready")).isEqualTo(new ServicePages.Answer(503, "stopping\n"));
            end(job);
            running.join();
            return names(now);
        }
    }

    private static Set<String> ingested(IngestCounts counts) throws Exception {
        try (MonitoringServer monitoring = MonitoringServer.at(ANY, () -> false)) {
            monitoring.show(counts, "[traces] -> tracemill.trace-events\n");
            assertThat(ServicePages.get(monitoring.address(), "/topology").text())
                    .endsWith("trace-events\n");
            Map<String, Double> now = ServicePages.metrics(monitoring.address());
            assertThat(now)
                    .containsEntry("tracemill_ingest_files_total{outcome=\"published\"}", 1.0)
                    .containsEntry("tracemill_ingest_events_published_total", 5.0)
                    .containsEntry("tracemill_ingest_events_filtered_total{category=\"python_function\"}", 1.0);
            assertThat(ServicePages.sum(now, "tracemill_ingest_events_read_total"))
                    .isEqualTo(8)
                    .isEqualTo(ServicePages.sum(
                            now,
                            "tracemill_ingest_events_published_total",
                            "tracemill_ingest_events_filtered_total",
                            "tracemill_ingest_events_merged_total",
                            "tracemill_ingest_events_rejected_total"));
            return names(now);
        }
    }

    private static Set<String> received() throws Exception {
        ReceiveCounts counts = new ReceiveCounts();
        counts.measures(() -> 2, () -> 300);
        counts.ended(ReceiveCounts.Ending.UNDER_WAY);
        counts.received(7);
        MetricsCounts metrics = new MetricsCounts();
        metrics.ended(MetricsCounts.Protocol.REMOTE_WRITE, MetricsCounts.Ending.PUBLISHED);
        metrics.add(new ReadingTotals(6, 3, Map.of(RefusalReason.STALE, 1L), 2, 0));
        try (MonitoringServer monitoring = MonitoringServer.at(ANY, () -> false)) {
            monitoring.show(counts, new IngestCounts(), metrics, "http://localhost -> tracemill.trace-events\n");
            Map<String, Double> now = ServicePages.metrics(monitoring.address());
            assertThat(now)
                    .containsEntry("tracemill_receive_uploads_total{outcome=\"published\"}", 0.0)
                    .containsEntry("tracemill_receive_uploads_total{outcome=\"under_way\"}", 1.0)
                    .containsEntry("tracemill_receive_bytes_total", 7.0)
                    .containsEntry("tracemill_receive_uploads_under_way", 2.0)
                    .containsEntry("tracemill_receive_spool_bytes", 300.0)
                    .containsEntry(
                            "tracemill_receive_metric_requests_total{outcome=\"published\",protocol=\"remote_write\"}",
                            1.0);
            assertThat(ServicePages.sum(now, "tracemill_receive_samples_read_total"))
                    .isEqualTo(6)
                    .isEqualTo(ServicePages.sum(
                            now,
                            "tracemill_receive_readings_published_total",
                            "tracemill_receive_samples_refused_total",
                            "tracemill_receive_samples_duplicate_total"));
            return names(now);
        }
    }

    private static Set<String> names(Map<String, Double> metrics) {
        return metrics.keySet().stream().map(ServicePages::name).collect(toCollection(TreeSet::new));
    }
}
