package io.tracemill.telemetry.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScrapeLoopTest {

    private final List<TelemetryBatch> published = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final ScrapeCounts counts = new ScrapeCounts();
    private final SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);
    private final TelemetryBatches batches =
            new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, published::add);
    private final ScrapeLoop loop = new ScrapeLoop(
            new ScrapeConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000, ScrapeAccess.NONE, "n1"),
            resolver,
            batches,
            counts,
            log::add);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anExporterIsReadOncePerInterval() throws InterruptedException {
        answer("/metrics", "text/plain", "node_load1 3\n");
        read("");

        until(() -> counts.succeeded() >= 3);

        assertThat(rows()).contains("n1 node_load1 3.0", "n1 up 1.0");
        assertThat(times("node_load1"))
                .hasSizeGreaterThanOrEqualTo(3)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(counts.targets()).isEqualTo(1);
        assertThat(counts.targetsUp()).isEqualTo(1);
        assertThat(counts.totals().read()).isEqualTo(counts.totals().published());
        assertThat(log).isEmpty();
    }

    @Test
    void targetsOfOneAddressAreSourcesOfTheirOwnByTheirPaths() throws InterruptedException {
        answer("/gpus", "text/plain", "node_load1 3\n");
        read("/gpus", "/down");

        until(() -> counts.succeeded() > 0 && !counts.failed().isEmpty());

        String address = url("").substring("http://".length());
        assertThat(published)
                .filteredOn(batch -> batch.getStrings().contains("up"))
                .allSatisfy(batch -> assertThat(batch.getSource())
                        .isIn("scrape " + address + "/gpus", "scrape " + address + "/down"))
                .extracting(TelemetryBatch::getSource)
                .contains("scrape " + address + "/gpus", "scrape " + address + "/down");
    }

    @Test
    void anAnswerThatIsLateTooLargeCutOffOrAnErrorIsNone() throws InterruptedException {
        server.createContext("/late", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            await();
        });
        answer("/large", "text/plain", "node_load1 3\n".repeat(1_000));
        answer("/cut", "application/openmetrics-text; version=1.0.0", "node_load5 3\n");
        server.createContext("/error", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        read("/late", "/large", "/cut", "/error");

        until(() -> counts.failed().size() == 4);

        assertThat(counts.failed())
                .containsOnlyKeys(
                        ScrapeFailure.TIMEOUT, ScrapeFailure.TOO_LARGE, ScrapeFailure.CUT_OFF, ScrapeFailure.STATUS);
        assertThat(counts.targetsUp()).isZero();
        assertThat(rows()).contains("n1 up 0.0", "n1 node_load5 3.0").doesNotContain("n1 up 1.0");
        assertThat(log)
                .hasSize(4)
                .contains(
                        url("/late") + ": it did not answer within 1000 ms",
                        url("/large") + ": its answer has more than 1000 bytes",
                        url("/cut") + ": its answer does not end with # EOF",
                        url("/error") + ": it answered with status 500");
    }

    @Test
    void aTargetThatIsNotThereAnswersOnceItIs() throws InterruptedException, IOException {
        int port = server.getAddress().getPort();
        server.stop(0);
        loop.targets(Set.of(ScrapeTarget.of("127.0.0.1:" + port)));
        until(() -> counts.failed().containsKey(ScrapeFailure.CONNECTION));

        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        answer("/metrics", "text/plain", "node_load1 3\n");
        server.start();
        until(() -> counts.succeeded() > 0);

        assertThat(log).hasSize(2);
        assertThat(log.get(0)).startsWith("http://127.0.0.1:" + port + "/metrics: no connection");
        assertThat(log.get(1)).isEqualTo("http://127.0.0.1:" + port + "/metrics: answers again");
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String path, String type, String text) {
        server.createContext(path, exchange -> send(exchange, type, text.getBytes(UTF_8)));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void read(String... paths) {
        Set<ScrapeTarget> targets = new LinkedHashSet<>();
        for (String path : paths) {
            targets.add(ScrapeTarget.of(url(path)));
        }
        loop.targets(targets);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            loop.run(20);
        }
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (TelemetryBatch batch : published) {
            for (TelemetrySample sample : batch.getSamples()) {
                rows.add(batch.getNode() + " " + batch.getStrings().get(sample.getMetric()) + " " + sample.getValue());
            }
        }
        return rows;
    }

    private List<Long> times(String metric) {
        return published.stream()
                .flatMap(batch -> batch.getSamples().stream()
                        .filter(sample ->
                                batch.getStrings().get(sample.getMetric()).equals(metric))
                        .map(TelemetrySample::getTimeNs))
                .toList();
    }
}
