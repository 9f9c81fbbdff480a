package io.tracemill.systemtests.receive;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.systemtests.receive.TopicReadings.Reading;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.json.QueryRangeReader;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Prometheus server scrapes recorded exporters and writes to a door. What the topic then has is what Prometheus
 * itself answers when it is asked for its samples.
 */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class PrometheusToDoorTest {

    private static final int SCRAPES = 4;

    @TempDir
    private Path dir;

    @Test
    void theTopicHasEverySampleThatPrometheusHas() throws Exception {
        Optional<Path> program = prometheus();
        assumeTrue(program.isPresent(), "prometheus is not on the PATH: apt-get install prometheus");
        HttpServer exporters = exporters();
        try (DoorProcess door = new DoorProcess(dir)) {
            String address = "127.0.0.1:" + freePort();
            configure(door, exporters, true);
            Process process = start(door, program.get(), address);
            String sent = "prometheus_remote_storage_samples_total";
            awaitTrue(
                    () -> value(address, sent) > SCRAPES * 1_900,
                    () -> door.processes().log(process));
            configure(door, exporters, false); // which marks all series as ended
            reload(address);
            awaitTrue(
                    () -> door(door, "tracemill_receive_samples_refused_total{reason=\"stale\"}") > 1_900
                            && value(address, sent) == door(door, "tracemill_receive_samples_read_total"),
                    () -> door.processes().logs());

            Map<String, Double> counts = door.metrics();
            List<Reading> topic = door.readings().all();
            assertThat(ServicePages.sum(counts, "tracemill_receive_samples_read_total"))
                    .isEqualTo(ServicePages.sum(
                            counts,
                            "tracemill_receive_readings_published_total",
                            "tracemill_receive_samples_refused_total",
                            "tracemill_receive_samples_duplicate_total"));
            assertThat(topic).hasSize((int) ServicePages.sum(counts, "tracemill_receive_readings_published_total"));
            assertThat(value(address, "prometheus_remote_storage_samples_failed_total"))
                    .isZero();
            assertThat(value(address, "prometheus_remote_storage_samples_dropped_total"))
                    .isZero();
            assertThat(byPlaceAndTime(topic)).isEqualTo(byPlaceAndTime(answered(address)));
            assertThat(topic.stream()
                            .map(reading -> reading.series().split(" ", 2)[0])
                            .collect(Collectors.toSet()))
                    .containsAll(Set.of("gpu-node-073"));
        } finally {
            exporters.stop(0);
        }
    }

    /** The samples that Prometheus has, by its own answer, as readings. */
    private static List<Reading> answered(String address) throws Exception {
        List<Reading> readings = new ArrayList<>();
        SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);
        TelemetryBatches batches = new TelemetryBatches(
                resolver, TelemetryBatches.MOST_BATCH_BYTES, batch -> readings.addAll(Reading.of(batch)));
        String query = URLEncoder.encode("{job=\"recorded\"}[1h]", StandardCharsets.UTF_8);
        try (InputStream answer = URI.create("http://" + address + "/api/v1/query?query=" + query)
                .toURL()
                .openStream()) {
            new QueryRangeReader(MessageLimits.DEFAULT).read(answer, batches.sink(resolver.of(Target.UNKNOWN), 0));
        }
        batches.flush();
        return readings;
    }

    /** Where a series has two values of one time, the larger. */
    private static Map<String, Double> byPlaceAndTime(List<Reading> readings) {
        return readings.stream()
                .collect(Collectors.toMap(
                        reading -> reading.series() + " at " + reading.timeMillis(),
                        Reading::value,
                        Math::max,
                        TreeMap::new));
    }

    private static double door(DoorProcess door, String metric) {
        try {
            return door.metrics().getOrDefault(metric, 0.0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of a metric that Prometheus has of itself; 0 while it does not answer. */
    private static double value(String address, String metric) {
        try (InputStream page =
                URI.create("http://" + address + "/metrics").toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(metric + '{') || line.startsWith(metric + ' '))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static HttpServer exporters() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (Path file : files()) {
            byte[] body = Files.readAllBytes(file);
            server.createContext("/" + file.getFileName(), exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
        }
        server.start();
        return server;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of(System.getenv("TRACEMILL_CORPUS")).resolveSibling("telemetry"))) {
            return files.filter(file -> file.toString().endsWith(".prom"))
                    .sorted()
                    .toList();
        }
    }

    /** Writes what Prometheus does: a job for each recording, with its target or without. */
    private void configure(DoorProcess door, HttpServer exporters, boolean hasTargets) throws IOException {
        StringBuilder config = new StringBuilder("""
                global: {scrape_interval: 1s}
                remote_write:
                  - {url: '%s/api/v1/write', queue_config: {batch_send_deadline: 1s}}
                scrape_configs:
                """.formatted(door.url()));
        String target = "127.0.0.1:" + exporters.getAddress().getPort();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            config.append("""
                      - job_name: %s
                        metrics_path: /%s
                        honor_timestamps: false
                        static_configs: [{targets: [%s], labels: {job: recorded, instance: '%s:9100'}}]
                    """.formatted(name, name, hasTargets ? target : "", name.replace(".prom", "")));
        }
        Files.writeString(dir.resolve("prometheus.yml"), config);
    }

    private Process start(DoorProcess door, Path program, String address) throws IOException {
        return door.processes()
                .start(
                        dir,
                        dir.resolve("prometheus.log"),
                        List.of(
                                program.toString(),
                                "--config.file=" + dir.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + dir.resolve("data"),
                                "--web.enable-lifecycle",
                                "--web.listen-address=" + address));
    }

    private static void reload(String address) throws Exception {
        HttpRequest reload = HttpRequest.newBuilder(URI.create("http://" + address + "/-/reload"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(reload, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> prometheus() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
