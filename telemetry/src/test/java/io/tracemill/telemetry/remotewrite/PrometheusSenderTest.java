package io.tracemill.telemetry.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus server sends when it scrapes an exporter and writes to a remote address. */
class PrometheusSenderTest {

    private final AtomicInteger scrapes = new AtomicInteger();
    private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    @Test
    void samplesAndEndsOfSeriesAreRead(@TempDir Path dir) throws IOException, InterruptedException {
        Optional<Path> prometheus = prometheus();
        assumeTrue(prometheus.isPresent(), "prometheus is not on the PATH: apt-get install prometheus");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", this::scraped);
        server.createContext("/api/v1/write", this::written);
        server.start();
        Process process = start(prometheus.get(), dir, server.getAddress().getPort());
        try {
            Collected read = untilTheEndOfASeries();

            String target = "instance=\"127.0.0.1:" + server.getAddress().getPort() + "\",job=\"probe\"";
            assertThat(read.samples())
                    .anyMatch(sample ->
                            sample.startsWith("node_load1{" + target + "} UNKNOWN ") && sample.endsWith(" 0.25"))
                    .anyMatch(sample -> sample.startsWith("bytes_total{device=\"a b\\c\"," + target + "} UNKNOWN 17")
                            && sample.endsWith(" 4.57513632683608E14"))
                    .anyMatch(sample -> sample.startsWith("odd{" + target + "} ") && sample.endsWith(" NaN"));
            assertThat(read.refused()).allMatch(refused -> refused.startsWith("STALE: "));
            assertThat(faults).isEmpty();
        } finally {
            process.destroy();
            process.waitFor();
            server.stop(0);
        }
    }

    private Collected untilTheEndOfASeries() throws InterruptedException {
        Collected read = new Collected();
        while (!read.refused().contains("STALE: gone: the series has ended")) {
            byte[] body = bodies.poll(60, TimeUnit.SECONDS);
            assertThat(body).as("a request within a minute").isNotNull();
            try {
                new RemoteWriteReader(MessageLimits.DEFAULT).read(body, read);
            } catch (MessageRefusedException e) {
                throw new AssertionError(e);
            }
        }
        return read;
    }

    private void scraped(HttpExchange exchange) throws IOException {
        boolean first = scrapes.incrementAndGet() <= 2;
        byte[] text = ("node_load1 0.25\nbytes_total{device=\"a b\\\\c\"} 4.57513632683608e+14\nodd NaN\n"
                        + (first ? "gone 1\n" : ""))
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private void written(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            RemoteWriteReader.checkHeaders(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Content-Encoding"),
                    exchange.getRequestHeaders().getFirst("X-Prometheus-Remote-Write-Version"));
        } catch (MessageRefusedException e) {
            faults.add(e.getMessage());
        }
        bodies.add(body);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static Process start(Path prometheus, Path dir, int port) throws IOException {
        String address = "127.0.0.1:" + port;
        Path config = Files.writeString(dir.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - {job_name: probe, static_configs: [{targets: ['%s']}]}
                remote_write:
                  - {url: 'http://%s/api/v1/write', queue_config: {batch_send_deadline: 1s}}
                """.formatted(address, address));
        return new ProcessBuilder(
                        prometheus.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + dir.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
    }

    private static Optional<Path> prometheus() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
