package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.ingest.TraceIds;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiveServerTest extends AtADoor {

    @Test
    void aTraceIsAnsweredOnceItIsPublished() throws Exception {
        byte[] trace = Traces.named("one");

        assertThat(client.put(path("main", trace) + "?rank=3&node=n1&device=0&uuid=GPU-1&world_size=8", trace))
                .isEqualTo(published("main", 3, trace));
        assertThat(cluster.batches()).hasSize(1);
        assertThat(cluster.batches().get(0).run()).isEqualTo("main");
        assertThat(cluster.batches().get(0).rank()).isEqualTo(3);
    }

    @Test
    void theHashIsThatOfTheDecompressedBytes() throws Exception {
        byte[] trace = Traces.named("packed");

        assertThat(client.put(path("main", trace), Traces.gzip(trace))).isEqualTo(published("main", null, trace));
    }

    @Test
    void withoutAHashTheAnswerWaitsForThePublication() throws Exception {
        byte[] trace = Traces.ofSize(17_000_000);

        assertThat(client.put("/api/runs/main/traces", trace)).isEqualTo(published("main", null, trace));
    }

    @Test
    void namesOfRunsAreThoseOfIngest() throws Exception {
        byte[] trace = Traces.named("x");

        for (String encoded : List.of("a%2Fb", "a%20b+c", "%C3%A4%25", "%2E%2E", "a%3Bb", "a%5Cb")) {
            assertThat(client.put("/api/runs/" + encoded + "/traces", trace)).startsWith("200 ");
        }
        assertThat(cluster.batches().stream().map(batch -> batch.run()))
                .containsExactly("a/b", "a b+c", "ä%", "..", "a;b", "a\\b");
        assertThat(client.put("/api/runs/null/traces", trace))
                .isEqualTo(
                        "400 {\"error\":\"the name of a run must be another word: readers of the archive take this one"
                                + " for an absent run but was \\\"null\\\"\"}");
        for (String wrong : List.of("%FF", "%C3")) {
            assertThat(client.put("/api/runs/" + wrong + "/traces", trace))
                    .isEqualTo("400 {\"error\":\"the path must be percent-encoded UTF-8\"}");
        }
    }

    @Test
    void aKnownTraceIsAnsweredWithItsBodyUnread() throws Exception {
        byte[] trace = Traces.named("known");
        String id = TraceIds.of("main", 0, Traces.sha256(trace));
        cluster.finish(id);

        String answer = Client.raw(
                server,
                Client.ascii("PUT " + path("main", trace) + "?rank=0 HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Length: 1000000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"));
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n{\"trace_id\":\"" + id + "\",\"finished\":true}\n");
        assertThat(client.put(path("main", trace) + "?rank=0", trace))
                .isEqualTo("200 {\"trace_id\":\"" + id + "\",\"finished\":true}");
        assertThat(cluster.batches()).isEmpty();
    }

    @Test
    void whatThisDoorPublishedIsKnown() throws Exception {
        byte[] trace = Traces.named("twice");
        String first = client.put(path("main", trace), trace);

        assertThat(client.put(path("main", trace), new byte[8_000_000])).isEqualTo(first);
        assertThat(client.put("/api/runs/main/traces", trace)).contains("\"finished\":true");
        assertThat(cluster.batches()).hasSize(1);
        assertThat(counts.uploads(ReceiveCounts.Ending.KNOWN)).isOne();
    }

    @Test
    void aProfileIsOneTarStreamWithOneTrace() throws Exception {
        byte[] trace = Traces.named("aten::mm");
        byte[] tar = new TarFile()
                .file("n1_ascend_pt/profiler_info_5.json", Client.ascii("{\"rank_id\": 5}"))
                .file("n1_ascend_pt/ASCEND_PROFILER_OUTPUT/trace_view.json", trace)
                .end();

        assertThat(client.put(path("main", tar) + "?rank=5", Traces.gzip(tar))).isEqualTo(published("main", 5, trace));
        byte[] two = new TarFile().file("a.json", trace).file("b.json", trace).end();
        assertThat(client.put("/api/runs/main/traces", two))
                .isEqualTo(
                        "422 {\"error\":\"the tar stream must hold the profile of one rank, with one trace, but holds 2"
                                + " traces; send each profile by itself\"}");
    }

    @Test
    void aLargeBodyIsAcceptedFirstAndPublishedLater() throws Exception {
        byte[] trace = Traces.ofSize(17_000_000);
        CountDownLatch gate = cluster.hesitate();

        HttpResponse<String> accepted = client.send(path("main", trace), trace);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(Client.line(accepted)).isEqualTo("202 {\"location\":\"" + location + "\"}");
        assertThat(client.get(location)).isEqualTo("202 {\"state\":\"under way\"}");
        gate.countDown();
        await(() -> client.get(location).startsWith("200 "));
        assertThat(client.get(location)).isEqualTo(published("main", null, trace));
        assertThat(client.get("/api/uploads/0000"))
                .isEqualTo("404 {\"error\":\"this door does not know the upload; send the trace again\"}");
    }

    @Test
    void twoClientsWithTheSameTraceAtOnceMakeOneTrace() throws Exception {
        byte[] trace = Traces.named("both");
        CountDownLatch gate = cluster.hesitate();
        CompletableFuture<HttpResponse<String>> first = client.begin(path("main", trace), trace);
        await(() -> counts.underWay() == 1);

        HttpResponse<String> second = client.send(path("main", trace), trace);
        String location = second.headers().firstValue("Location").orElseThrow();
        assertThat(Client.line(second))
                .isEqualTo("409 {\"error\":\"the same trace is under way at this door; ask " + location
                        + " what became of it\"}");
        gate.countDown();
        assertThat(Client.line(first.get())).isEqualTo(published("main", null, trace));
        assertThat(client.get(location)).isEqualTo(published("main", null, trace));
        assertThat(cluster.batches()).hasSize(1);
    }

    @Test
    void aClusterThatFailsLosesNothing() throws Exception {
        byte[] trace = Traces.named("later");
        cluster.fail(true);
        HttpResponse<String> refused = client.send(path("main", trace), trace);
        assertThat(Client.line(refused))
                .isEqualTo("503 {\"error\":\"the Kafka cluster does not take traces now; send it again later\"}");
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");

        cluster.fail(false);
        assertThat(client.put(path("main", trace), trace)).isEqualTo(published("main", null, trace));
    }
}
