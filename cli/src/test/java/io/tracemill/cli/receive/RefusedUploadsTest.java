package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a door does not take, and what it says then. */
@Timeout(60)
class RefusedUploadsTest extends AtADoor {

    @Test
    void aBodyOfAnotherHashIsRefused() throws Exception {
        byte[] trace = Traces.named("real");
        byte[] other = Traces.named("other");

        assertThat(client.put(path("main", trace), other))
                .isEqualTo("400 {\"error\":\"the SHA-256 of the decompressed body is " + Traces.sha256(other)
                        + " but the address says " + Traces.sha256(trace)
                        + "; send the file that the address names\"}");
        assertThat(cluster.batches()).isEmpty();
    }

    @Test
    void whatIsNoTraceIsRefused() throws Exception {
        byte[] list = Client.ascii("[1,2]");
        assertThat(client.put(path("main", list), list))
                .startsWith("422 {\"error\":\"the body: byte 5: the file ends without a single event");
        byte[] packed = Traces.gzip(Traces.named("cut"));
        assertThat(client.put("/api/runs/main/traces", Arrays.copyOf(packed, packed.length - 12)))
                .startsWith("400 {\"error\":\"the body: byte ")
                .endsWith("the compressed file is cut off here, expected more data; send the whole file\"}");
        assertThat(client.put("/api/runs/main/traces", new byte[0])).startsWith("400 {\"error\":\"the body is empty");
    }

    @Test
    void aBodyThatHoldsFarMoreThanItTakesIsRefused() throws Exception {
        byte[] bomb = Traces.gzip(new byte[100_000_000]);

        assertThat(client.put("/api/runs/main/traces", bomb))
                .isEqualTo("413 {\"error\":\"the body holds more than 200 times the bytes that it takes, which no trace"
                        + " does; send it uncompressed\"}");
    }

    @Test
    void aTokenHasSoManyUploadsAtATime() throws Exception {
        CountDownLatch gate = cluster.hesitate();
        CompletableFuture<HttpResponse<String>> one = client.begin("/api/runs/main/traces", Traces.named("1"));
        CompletableFuture<HttpResponse<String>> two = client.begin("/api/runs/main/traces", Traces.named("2"));
        await(() -> counts.underWay() == 2);

        HttpResponse<String> third = client.send("/api/runs/main/traces", Traces.named("3"));
        assertThat(Client.line(third))
                .isEqualTo(
                        "429 {\"error\":\"token anyone has 2 uploads under way, as many as it may; send this one when"
                                + " one of them has ended\"}");
        assertThat(third.headers().firstValue("Retry-After")).contains("5");
        gate.countDown();
        assertThat(one.get().statusCode()).isEqualTo(200);
        assertThat(two.get().statusCode()).isEqualTo(200);
        await(() -> counts.taken() == 0);
    }

    @Test
    void aBodyThatNeverFitsIsRefusedBeforeItIsSent() throws Exception {
        String answer = Client.raw(
                server,
                Client.ascii(String.join(
                        "\r\n",
                        "PUT /api/runs/main/traces HTTP/1.1",
                        "Host: localhost",
                        "Content-Length: 70000000",
                        "Expect: 100-continue",
                        "",
                        "")));

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .endsWith("{\"error\":\"the body takes 105000000 bytes with what sorting it needs, more than the"
                        + " 87500000 bytes that a token has for large bodies; record fewer steps, or start receive with"
                        + " a larger --token-size\"}\n");
    }

    @Test
    void aClientThatStopsInTheMiddleIsForgotten() throws Exception {
        byte[] trace = Traces.named("half");
        byte[] head = Client.ascii("PUT " + path("main", trace) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + trace.length + "\r\n\r\n{");
        try (Socket half = Client.open(server, head)) {
            assertThat(half.isConnected()).isTrue();
            await(() -> counts.underWay() == 1);
            assertThat(client.send(path("main", trace), trace).statusCode()).isEqualTo(409);
        }
        await(() -> counts.underWay() == 0);
        assertThat(client.put(path("main", trace), trace)).isEqualTo(published("main", null, trace));
    }

    @Test
    void aClientThatIsTooSlowIsGivenUp() throws Exception {
        byte[] head = Client.ascii(
                "PUT /api/runs/main/traces HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{\"traceE");

        assertThat(Client.raw(server, head))
                .startsWith("HTTP/1.1 408 ")
                .endsWith("{\"error\":\"the body came with less than 1000 bytes a second; send it again\"}\n");
        await(() -> counts.underWay() == 0);
    }

    @Test
    void requestsThatAskForNothingAreRefusedWithWhatToDo() throws Exception {
        assertThat(client.put("/elsewhere", Traces.named("x")))
                .isEqualTo("404 {\"error\":\"there is no \\\"/elsewhere\\\"; traces are sent with PUT to"
                        + " /api/runs/RUN/traces[/SHA256], metrics with POST to /v1/metrics or /api/v1/write\"}");
        assertThat(client.get("/api/runs/main/traces")).isEqualTo("405 {\"error\":\"this address takes PUT only\"}");
        assertThat(client.put("/api/runs/main/traces/abc", Traces.named("x")))
                .isEqualTo(
                        "400 {\"error\":\"the SHA-256 of the decompressed file must be 64 lower-case hexadecimal digits"
                                + " but was \\\"abc\\\"\"}");
        assertThat(client.put("/api/runs/main/traces?rank=-1", Traces.named("x")))
                .isEqualTo("400 {\"error\":\"rank must be at least 0 but was -1\"}");
        assertThat(client.put("/api/runs/main/traces?world_size=x", Traces.named("x")))
                .isEqualTo("400 {\"error\":\"world_size must be a whole number but was \\\"x\\\"\"}");
        assertThat(client.put("/api/runs/main/traces?colour=red", Traces.named("x")))
                .startsWith("400 {\"error\":\"unknown parameter \\\"colour\\\", expected ");
        assertThat(Client.raw(
                        server,
                        Client.ascii("PUT /api/runs/main/traces HTTP/1.1\r\nHost: evil.example\r\n"
                                + "Content-Length: 1\r\nConnection: close\r\n\r\n{")))
                .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void tokensSayWhoMaySendWhat() throws Exception {
        Path file = dir.resolve("tokens");
        String secret = "0123456789abcdef";
        String other = "fedcba9876543210";
        Files.writeString(
                file,
                "# who\nlab sha256=" + Traces.sha256(Client.ascii(secret)) + " scopes=traces runs=lab-* nodes=gpu?\n"
                        + "meters sha256=" + Traces.sha256(Client.ascii(other)) + " scopes=metrics\n");
        byte[] trace = Traces.named("x");
        try (ReceiveServer guarded = open(LIMITS, Optional.of(TokenFile.read(file)))) {
            assertThat(new Client(guarded, "").put("/api/runs/lab-1/traces?node=gpu7", trace))
                    .isEqualTo("401 {\"error\":\"a token that this door knows is needed, as the header Authorization:"
                            + " Bearer TOKEN\"}");
            Client lab = new Client(guarded, secret);
            assertThat(lab.put("/api/runs/lab-1/traces?node=gpu7", trace)).startsWith("200 ");
            assertThat(lab.put("/api/runs/main/traces?node=gpu7", trace))
                    .isEqualTo("403 {\"error\":\"token lab may send runs \\\"lab-*\\\" but not \\\"main\\\"\"}");
            assertThat(lab.put("/api/runs/lab-1/traces?node=cpu", trace))
                    .isEqualTo("403 {\"error\":\"token lab may send for nodes \\\"gpu?\\\" but not \\\"cpu\\\"\"}");
            assertThat(lab.put("/api/runs/lab-1/traces", trace))
                    .isEqualTo("403 {\"error\":\"token lab may send for nodes \\\"gpu?\\\": say the node, as"
                            + " ?node=NAME\"}");
            assertThat(new Client(guarded, other).put("/api/runs/lab-1/traces?node=gpu7", trace))
                    .isEqualTo("403 {\"error\":\"token meters may not send traces: give it the scope traces\"}");

            Files.writeString(
                    file, "new sha256=" + Traces.sha256(Client.ascii("another-token-123")) + " scopes=traces\n");
            await(() -> lab.put("/api/runs/lab-1/traces?node=gpu7", trace).startsWith("401 "));
            assertThat(new Client(guarded, "another-token-123").put("/api/runs/lab-1/traces", trace))
                    .startsWith("200 ");
        }
    }
}
