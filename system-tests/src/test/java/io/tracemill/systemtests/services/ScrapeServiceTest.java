package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.schemas.Topics;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.scrape.ScrapeConfig;
import io.tracemill.telemetry.scrape.ScrapeCounts;
import io.tracemill.telemetry.scrape.ScrapeLoop;
import io.tracemill.telemetry.scrape.ScrapeTarget;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From exporters to rows of the dataset of telemetry. */
class ScrapeServiceTest {

    private static final String TEXT = """
            # TYPE DCGM_FI_DEV_POWER_USAGE gauge
            DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",hostname="n1.lab",hpc_job="7"} 250
            DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",hostname="n1.lab",hpc_job="8"} 250
            not a sample
            """;

    @TempDir
    private Path dir;

    @Test
    void whatAnExporterSaysIsInTheArchive() throws Exception {
        try (LocalCluster cluster = new LocalCluster(dir);
                StaticExporter exporter = new StaticExporter(TEXT)) {
            CommandProcesses services = cluster.processes();
            cluster.out("topics", "create", "--partitions", "2");
            Path out = dir.resolve("out");
            cluster.archive(out);
            Process scrape = cluster.start(
                    "scrape", exporter.address(), "--node", "n0", "--interval", "500ms", "--timeout", "500ms");
            services.awaitLog(scrape, "tracemill scrape: running");

            String power = "select distinct node, device, source, metric, quantity, value, kind, other_labels"
                    + " from telemetry where quantity = 'hw.power'";
            awaitTrue(() -> query(out, power).contains("GPU-1"), services::logs);
            assertThat(query(out, power))
                    .endsWith("\nn1,GPU-1,dcgm-exporter " + exporter.address()
                            + ",DCGM_FI_DEV_POWER_USAGE,hw.power,250.0,GAUGE,\"{\"\"hpc_job\"\":\"\"7\"\"}\"\n");
            assertThat(query(out, "select distinct node, value from telemetry where quantity = 'source.up'"))
                    .isEqualTo("node,value\nn0,1.0\n");
            services.terminate(scrape);
        }
    }

    private static String query(Path out, String sql) {
        return CommandLineRun.of("query", "--data", out.toString(), "--format", "csv", sql)
                .out();
    }

    /** The names of the metrics of a scrape of one exporter that answers and one that does not. */
    static Set<String> metrics(Map<String, Object> client, Topics topics) throws Exception {
        ScrapeCounts counts = new ScrapeCounts();
        SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);
        try (StaticExporter exporter = new StaticExporter(TEXT);
                KafkaBatchPublisher publisher = new KafkaBatchPublisher(topics, client);
                MonitoringServer monitoring = MonitoringServer.at(new HttpAddress("127.0.0.1", 0), () -> false)) {
            monitoring.show(counts, publisher, "exporters -> tracemill.fleet-telemetry\n");
            assertThat(ServicePages.get(monitoring.address(), "/ready"))
                    .isEqualTo(new ServicePages.Answer(503, "no targets\n"));
            ScrapeLoop loop = new ScrapeLoop(
                    new ScrapeConfig(Duration.ofMillis(200), Duration.ofMillis(200), 10_000),
                    resolver,
                    new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, publisher),
                    counts,
                    line -> {});
            loop.targets(Set.of(ScrapeTarget.of(exporter.address()), ScrapeTarget.of("127.0.0.1:1")));
            awaitTrue(() -> {
                run(loop);
                return counts.succeeded() > 0 && !counts.failed().isEmpty();
            });
            publisher.flush();
            Map<String, Double> now = ServicePages.metrics(monitoring.address());
            assertThat(now)
                    .containsEntry("tracemill_scrape_targets", 2.0)
                    .containsEntry("tracemill_scrape_targets_up", 1.0)
                    .containsEntry("tracemill_scrape_readings_lost_total", 0.0);
            assertThat(now.get("tracemill_scrape_samples_read_total"))
                    .isEqualTo(ServicePages.sum(
                            now,
                            "tracemill_scrape_readings_published_total",
                            "tracemill_scrape_samples_refused_total",
                            "tracemill_scrape_samples_duplicate_total"));
            return now.keySet().stream().map(ServicePages::name).collect(Collectors.toSet());
        }
    }

    private static void run(ScrapeLoop loop) {
        try {
            loop.run(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
