package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.sample.RefusalReason;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xerial.snappy.Snappy;

/** Metrics that a door does not take, and what it says then. */
@Timeout(60)
class RefusedMetricsTest extends AtADoor {

    private PushClient push;

    @BeforeEach
    void client() {
        push = new PushClient(client);
    }

    @Test
    void headersSayWhatCanBeRead() throws Exception {
        assertThat(PushClient.line(push.post("/v1/metrics", List.of("Content-Type", "text/plain"), new byte[1])))
                .startsWith("415 ")
                .endsWith("Content-Type must be application/x-protobuf or application/json but was text/plain");
        assertThat(PushClient.line(push.post(
                        "/v1/metrics",
                        List.of("Content-Type", "application/json", "Content-Encoding", "br"),
                        new byte[1])))
                .isEqualTo("415 {\"code\":3,\"message\":\"Content-Encoding must be gzip or identity but was br\"}");
        assertThat(PushClient.line(push.post(
                        "/api/v1/write",
                        List.of(
                                "Content-Type",
                                "application/x-protobuf;proto=io.prometheus.write.v2.Request",
                                "Content-Encoding",
                                "snappy",
                                "X-Prometheus-Remote-Write-Version",
                                "2.0.0"),
                        new byte[1])))
                .startsWith("415 {\"error\":\"remote write 1.0 is read");
        assertThat(Client.raw(server, Client.ascii(head("Connection: close").replace("POST", "GET"))))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST\r\n")
                .endsWith("{\"code\":3,\"message\":\"this address takes POST only\"}");
    }

    @Test
    void whatCanNeverBeReadIsRefusedForGood() throws Exception {
        HttpResponse<byte[]> answer = push.otlp(Client.ascii("no metrics"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-protobuf");
        assertThat(answer.body()).startsWith(8, 3, 18);
        assertThat(push.json(Client.ascii("[]")))
                .startsWith("400 {\"code\":3,\"message\":\"OTLP metrics in JSON must be");
        assertThat(push.write(Client.ascii("no metrics"))).startsWith("400 {\"error\":\"");
        assertThat(push.write(new byte[0])).startsWith("400 {\"error\":\"");
        assertThat(push.otlp(new byte[0]).statusCode()).isEqualTo(200); // a request without metrics
        assertThat(metrics.totals()).isEqualTo(ReadingTotals.NONE);
    }

    @Test
    void bodiesThatHoldFarMoreThanTheyTakeAreRefused() throws Exception {
        byte[] bomb = Traces.gzip(new byte[100_000_000]);
        assertThat(PushClient.line(push.post(
                        "/v1/metrics", List.of("Content-Type", "application/json", "Content-Encoding", "gzip"), bomb)))
                .startsWith("413 {\"code\":8,\"message\":\"a message must hold at most 16777216 bytes but has ");
        byte[] small = Traces.gzip(new byte[3_000_000]);
        assertThat(PushClient.line(push.post(
                        "/v1/metrics", List.of("Content-Type", "application/json", "Content-Encoding", "gzip"), small)))
                .isEqualTo(
                        "413 {\"code\":8,\"message\":\"the body holds more than 200 times the bytes that it takes, which"
                                + " no metrics do; send it uncompressed\"}");
        byte[] fifteenMegabytes = {(byte) 0xc0, (byte) 0xc3, (byte) 0x93, 7, 0, 0};
        assertThat(push.write(fifteenMegabytes))
                .startsWith("400 {\"error\":\"a request of remote write in snappy was expected: ")
                .contains("15,000,000 declared in 6 bytes");
        byte[] twoGigabytes = {-1, -1, -1, -1, 7, 0, 0};
        assertThat(push.write(twoGigabytes))
                .startsWith("400 {\"error\":\"a request of remote write in snappy was expected: ")
                .contains("2,147,483,647 declared in 7 bytes");
    }

    @Test
    void bodiesOfFarMoreObjectsThanAnyHasAreRefusedBeforeTheyAreMade() throws Exception {
        byte[] series = new byte[2 * 2_000_001];
        for (int i = 0; i < series.length; i += 2) {
            series[i] = 1 << 3 | 2; // an empty message in field 1
        }
        String why = "a message must hold at most 2000000 parts, such as points and attributes";
        HttpResponse<byte[]> points = push.otlp(series);
        assertThat(points.statusCode()).isEqualTo(413);
        assertThat(new String(points.body(), UTF_8)).endsWith(why);
        assertThat(push.write(Snappy.compress(series))).isEqualTo("413 {\"error\":\"" + why + "\"}");
        assertThat(push.json(Client.ascii("{\"resourceMetrics\":[{}" + ",{}".repeat(2_000_000) + "]}")))
                .isEqualTo("413 {\"code\":8,\"message\":\"" + why + "\"}");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        assertThat(Client.raw(server, Client.ascii(head("Content-Length: 16777217", "Expect: 100-continue"))))
                .startsWith("HTTP/1.1 413 ")
                .endsWith(
                        "{\"code\":8,\"message\":\"a body of metrics must have at most 16777216 bytes; send fewer at a"
                                + " time\"}");
    }

    private static String head(String... lines) {
        List<String> all = new ArrayList<>(List.of("POST /v1/metrics HTTP/1.1", "Host: localhost"));
        all.add("Content-Type: application/json");
        all.addAll(List.of(lines));
        return String.join("\r\n", all) + "\r\n\r\n";
    }

    @Test
    void aTokenHasHalfOfTheMemory() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                byte[] head = Client.ascii(head("Content-Length: 9000000"));
                byte[] half = new byte[head.length + 7_000_000];
                System.arraycopy(head, 0, half, 0, head.length);
                halves.add(Client.open(server, half));
                await(() -> metrics.memory() == (8L << 20) * halves.size());
            }
            HttpResponse<byte[]> answer = push.post("/v1/metrics", PushClient.OTLP_JSON, new byte[1_000_000]);
            assertThat(PushClient.line(answer))
                    .isEqualTo(
                            "429 {\"code\":8,\"message\":\"token anyone has as many metrics under way as it may; send"
                                    + " these again later\"}");
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(push.write(new byte[1_000_000])).startsWith("503 ");
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
        await(() -> metrics.underWay() == 0 && metrics.memory() == 0);
    }

    @Test
    void aClientThatIsTooSlowIsToldToSendAgain() throws Exception {
        assertThat(Client.raw(server, Client.ascii(head("Content-Length: 100000", "Connection: close"))))
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 5\r\n")
                .endsWith(
                        "{\"code\":14,\"message\":\"the body came with less than 1000 bytes a second; send it again\"}");
        await(() -> metrics.underWay() == 0 && metrics.memory() == 0);
    }

    @Test
    void aRequestThatMayBeReadInTwoWaysIsNotRead() throws Exception {
        for (String request : List.of(
                head("Content-Length: 2", "Transfer-Encoding: chunked"),
                head("Content-Length: 2", "Content-Length: 3"),
                head("Content-Length: 2, 3"),
                head("Content-Length: +2"),
                head("Transfer-Encoding: xchunked"),
                head("Transfer-Encoding: chunked, identity"),
                head("Content-Length : 2"))) {
            assertThat(Client.raw(server, Client.ascii(request + "{}")))
                    .startsWith("HTTP/1.1 4")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
        String chunked = head("Transfer-Encoding: chunked", "Connection: close") + "2\r\n{}\r\n0\r\n\r\n";
        assertThat(Client.raw(server, Client.ascii(chunked))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws Exception {
        assertThat(Client.raw(server, Client.ascii(head("X-Large: " + "x".repeat(20_000)))))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void seriesBeyondTheLimitOfATokenAreRefused() throws Exception {
        String[] nodes = new String[10_001];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = "n" + i;
        }
        assertThat(push.write(Pushed.remoteWrite(4, nodes))).isEqualTo("204 ");
        assertThat(metrics.totals())
                .isEqualTo(new ReadingTotals(10_001, 10_000, Map.of(RefusalReason.TOO_MANY_SERIES, 1L), 0, 0));
    }

    @Test
    void tokensSayWhoMaySendForWhichNodes() throws Exception {
        Path file = dir.resolve("tokens");
        String secret = "0123456789abcdef";
        String other = "fedcba9876543210";
        Files.writeString(
                file,
                "lab sha256=" + Traces.sha256(Client.ascii(secret)) + " scopes=metrics nodes=gpu-*\n" + "traces sha256="
                        + Traces.sha256(Client.ascii(other)) + " scopes=traces\n");
        try (ReceiveServer guarded = open(LIMITS, Optional.of(TokenFile.read(file)))) {
            HttpResponse<byte[]> nobody =
                    new PushClient(guarded, "").post("/v1/metrics", PushClient.OTLP_JSON, Pushed.otlpJson("gpu-1", 1));
            assertThat(PushClient.line(nobody))
                    .isEqualTo("401 {\"code\":16,\"message\":\"a token that this door knows is needed, as the header"
                            + " Authorization: Bearer TOKEN\"}");
            assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(new PushClient(guarded, other).write(Pushed.remoteWrite(1, "gpu-1")))
                    .isEqualTo("403 {\"error\":\"token traces may not send metrics: give it the scope metrics\"}");

            PushClient lab = new PushClient(guarded, secret);
            assertThat(lab.json(Pushed.otlpJson("GPU-1.example.org", 1))).isEqualTo("200 {}");
            assertThat(lab.json(Pushed.otlpJson("cpu-1", 1)))
                    .isEqualTo(
                            "200 {\"partialSuccess\":{\"rejectedDataPoints\":\"1\",\"errorMessage\":\"refused: 1 of a"
                                    + " node that the sender may not send for; the first: hw.power: its sender may not"
                                    + " send for node cpu-1\"}}");
            assertThat(lab.write(Pushed.remoteWrite(1, "gpu-2", "cpu-2"))).isEqualTo("204 ");
        }
        assertThat(readings.rows())
                .containsExactly(
                        "gpu-1 [opentelemetry gpu-1] - hw.power 1700000000000 1.0",
                        "gpu-2 [node_exporter gpu-2:9100] - node_load1 1700000000000 1.0");
    }
}
