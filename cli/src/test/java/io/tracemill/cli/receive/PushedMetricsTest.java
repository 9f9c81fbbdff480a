package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.service.MetricsCounts.Ending;
import io.tracemill.cli.service.MetricsCounts.Protocol;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.sample.RefusalReason;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metrics that are pushed: each form, and what is safe when. */
@Timeout(60)
class PushedMetricsTest extends AtADoor {

    private static final String LOAD = "n1 [node_exporter n1:9100] - node_load1 1700000000000 ";

    private PushClient push;

    @BeforeEach
    void client() {
        push = new PushClient(client);
    }

    @Test
    void eachFormIsReadAndAnsweredInItsOwn() throws Exception {
        HttpResponse<byte[]> answer = push.otlp(Pushed.otlp("n1", 1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(answer.body()).isEmpty();
        byte[] packed = Traces.gzip(Pushed.otlp("n2", 2));
        assertThat(push.post("/v1/metrics", PushClient.OTLP_GZIP, packed).statusCode())
                .isEqualTo(200);
        answer = push.post("/v1/metrics", PushClient.OTLP_JSON, Pushed.otlpJson("n3", 3));
        assertThat(PushClient.line(answer)).isEqualTo("200 {}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(push.write(Pushed.remoteWrite(4, "n4"))).isEqualTo("204 ");

        assertThat(readings.rows())
                .containsExactly(
                        "n1 [opentelemetry n1] - hw.power 1700000000000 1.0",
                        "n2 [opentelemetry n2] - hw.power 1700000000000 2.0",
                        "n3 [opentelemetry n3] - hw.power 1700000000000 3.0",
                        "n4 [node_exporter n4:9100] - node_load1 1700000000000 4.0");
        assertThat(metrics.totals()).isEqualTo(new ReadingTotals(4, 4, Map.of(), 0, 0));
        assertThat(metrics.requests(Protocol.OTLP, Ending.PUBLISHED)).isEqualTo(3);
        assertThat(metrics.requests(Protocol.REMOTE_WRITE, Ending.PUBLISHED)).isEqualTo(1);
    }

    @Test
    void oneBadSampleFailsNothing() throws Exception {
        assertThat(push.json(Client.ascii("""
                        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
                          {"name":"a","gauge":{"dataPoints":[{"asInt":"1"}]}},
                          {"name":"b","gauge":{"dataPoints":[{"asInt":"1","attributes":[
                            {"key":"host.name","value":{"stringValue":"n1"}}]}]}}]}]}]}""")))
                .isEqualTo(
                        "200 {\"partialSuccess\":{\"rejectedDataPoints\":\"1\",\"errorMessage\":\"refused: 1 of no known"
                                + " node; the first: no label and no target names the node of a\"}}");
        assertThat(push.json(Client.ascii("{\"resourceMetrics\":[")))
                .startsWith("400 {\"code\":3,\"message\":\"OTLP metrics in JSON were expected at byte ")
                .endsWith(": Unexpected end-of-input: expected close marker for Array\"}");
        assertThat(readings.rows()).hasSize(1);
        assertThat(metrics.totals()).isEqualTo(new ReadingTotals(2, 1, Map.of(RefusalReason.NO_NODE, 1L), 0, 0));
        assertThat(push.write(Pushed.remoteWrite(Double.NaN, "n1", "n2"))).isEqualTo("204 ");
        assertThat(metrics.totals().refused()).containsEntry(RefusalReason.NOT_FINITE, 2L);
    }

    @Test
    void aReadingFromTwoReplicasIsOne() throws Exception {
        assertThat(push.write(Pushed.remoteWrite(4, "n1"))).isEqualTo("204 ");
        assertThat(push.write(Pushed.remoteWrite(4, "n1"))).isEqualTo("204 ");

        assertThat(readings.rows()).containsExactly(LOAD + "4.0");
        assertThat(metrics.totals()).isEqualTo(new ReadingTotals(2, 1, Map.of(), 1, 0));
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsSafe() throws Exception {
        CompletableFuture<Void> safe = readings.hesitate();
        CompletableFuture<HttpResponse<byte[]>> first =
                push.begin("/api/v1/write", PushClient.REMOTE_WRITE, Pushed.remoteWrite(4, "n1"));
        await(() -> metrics.underWay() == 1);
        CompletableFuture<HttpResponse<byte[]>> second =
                push.begin("/api/v1/write", PushClient.REMOTE_WRITE, Pushed.remoteWrite(4, "n1"));
        await(() -> metrics.underWay() == 2 && metrics.memory() == 0);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        safe.complete(null);
        assertThat(first.get().statusCode()).isEqualTo(204);
        assertThat(second.get().statusCode()).isEqualTo(204);
        assertThat(readings.rows()).hasSize(1);
    }

    @Test
    void whatTheBrokersDidNotTakeIsTakenWhenItIsSentAgain() throws Exception {
        readings.fail();
        HttpResponse<byte[]> answer = push.post("/api/v1/write", PushClient.REMOTE_WRITE, Pushed.remoteWrite(4, "n1"));
        assertThat(PushClient.line(answer))
                .isEqualTo("503 {\"error\":\"the Kafka cluster does not take metrics now; send them again later\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(push.json(Pushed.otlpJson("n1", 3)))
                .isEqualTo("503 {\"code\":14,\"message\":\"the Kafka cluster does not take metrics now; send them again"
                        + " later\"}");

        readings.recover();
        assertThat(push.write(Pushed.remoteWrite(4, "n1"))).isEqualTo("204 ");
        assertThat(readings.rows()).containsExactly(LOAD + "4.0");
        assertThat(metrics.totals()).isEqualTo(new ReadingTotals(1, 1, Map.of(), 0, 0));
        assertThat(metrics.requests(Protocol.REMOTE_WRITE, Ending.LATER)).isEqualTo(1);
    }

    @Test
    void aDuplicateOfWhatIsLostIsNotSafe() throws Exception {
        CompletableFuture<Void> safe = readings.hesitate();
        List<CompletableFuture<HttpResponse<byte[]>>> both = List.of(
                push.begin("/api/v1/write", PushClient.REMOTE_WRITE, Pushed.remoteWrite(4, "n1")),
                push.begin("/api/v1/write", PushClient.REMOTE_WRITE, Pushed.remoteWrite(4, "n1")));
        await(() -> metrics.underWay() == 2 && metrics.memory() == 0);
        safe.completeExceptionally(new IllegalStateException("gone"));

        for (CompletableFuture<HttpResponse<byte[]>> answer : both) {
            assertThat(answer.get().statusCode()).isEqualTo(503);
        }
    }

    /** Each batch would wait for the brokers. */
    @Test
    void theRestOfABodyIsNotSentAfterABatchThatFails() throws Exception {
        CompletableFuture<Void> safe = readings.hesitate();
        CompletableFuture<HttpResponse<byte[]>> first =
                push.begin("/api/v1/write", PushClient.REMOTE_WRITE, Pushed.remoteWrite(4, "n1"));
        await(() -> readings.sends() == 1);
        readings.fail();
        assertThat(push.write(Pushed.remoteWrite(4, "n2", "n3", "n4"))).startsWith("503 ");
        assertThat(readings.sends()).isEqualTo(2);

        safe.complete(null);
        assertThat(first.get().statusCode()).isEqualTo(204);
    }

    @Test
    void aClientIsAnsweredInTimeWhileItsBodyWaitsToBeSent() throws Exception {
        CountDownLatch gate = readings.block();
        long begin = System.nanoTime();
        assertThat(push.write(Pushed.remoteWrite(4, "n1"))).startsWith("503 ");
        assertThat(System.nanoTime() - begin).isBetween(7_000_000_000L, 20_000_000_000L);
        assertThat(metrics.totals()).isEqualTo(ReadingTotals.NONE);

        gate.countDown();
        await(() -> metrics.totals().published() == 1);
        assertThat(readings.rows()).hasSize(1);
        assertThat(metrics.requests(Protocol.REMOTE_WRITE, Ending.LATER)).isEqualTo(1);
    }
}
