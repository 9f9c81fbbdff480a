package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.publish.EncodedBatch;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What large uploads leave to small ones. */
@Timeout(60)
class FairDoorTest extends AtADoor {

    private static final int LARGE = (int) ReceiveLimits.LARGE_BYTES;

    private static final ReceiveLimits WIDE = new ReceiveLimits(400_000_000, 400_000_000, 8, 2, 1_000);

    @Test
    void smallTracesDoNotWaitForLargeOnes() throws Exception {
        byte[] large = Traces.ofSize(LARGE);
        CountDownLatch gate = cluster.hesitate("large");
        try (ReceiveServer wide = open(WIDE, Optional.empty())) {
            Client door = new Client(wide, "");
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int rank = 0; rank < 3; rank++) {
                answers.add(door.begin(path("large", large) + "?rank=" + rank, large));
            }
            await(() -> counts.bytes() == 3L * LARGE);

            byte[] small = Traces.named("small");
            for (int rank = 0; rank < 3; rank++) {
                assertThat(door.put(path("small", small) + "?rank=" + rank, small))
                        .startsWith("200 ");
            }
            gate.countDown();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                String location = answer.get().headers().firstValue("Location").orElseThrow();
                await(() -> door.get(location).startsWith("200 "));
            }
        }
        assertThat(cluster.batches().stream().map(EncodedBatch::run))
                .containsExactly("small", "small", "small", "large", "large", "large");
    }

    @Test
    void largeUploadsLeaveAPartOfTheRoomOfTheirToken() throws Exception {
        try (ReceiveServer wide = open(WIDE, Optional.empty())) {
            List<Socket> sockets = new ArrayList<>();
            for (int upload = 0; upload < 7; upload++) {
                sockets.add(Client.open(wide, begun(LARGE)));
            }
            await(() -> counts.underWay() == 7);

            assertThat(Client.raw(wide, begun(LARGE)))
                    .startsWith("HTTP/1.1 429 ")
                    .endsWith("{\"error\":\"token anyone has 7 uploads under way, too many for a large one; send this"
                            + " one when one of them has ended\"}\n");
            byte[] small = Traces.named("small");
            assertThat(new Client(wide, "").put(path("small", small), small)).startsWith("200 ");
            for (Socket socket : sockets) {
                socket.close();
            }
            await(() -> counts.underWay() == 0);
        }
    }

    @Test
    void largeUploadsLeaveAPartOfTheBytesOfTheirToken() throws Exception {
        try (ReceiveServer wide = open(WIDE, Optional.empty());
                Socket first = Client.open(wide, begun(200_000_000))) {
            assertThat(first.isConnected()).isTrue();
            await(() -> counts.underWay() == 1);

            assertThat(Client.raw(wide, begun(40_000_000)))
                    .startsWith("HTTP/1.1 429 ")
                    .endsWith("{\"error\":\"token anyone has 300000000 bytes under way, too many for a large body;"
                            + " send this one when they are published\"}\n");
            assertThat(Client.raw(wide, begun(240_000_000)))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("{\"error\":\"the body takes 360000000 bytes with what sorting it needs, more than the"
                            + " 350000000 bytes that a token has for large bodies; record fewer steps, or start"
                            + " receive with a larger --token-size\"}\n");
            byte[] small = Traces.named("small");
            assertThat(new Client(wide, "").put(path("small", small), small)).startsWith("200 ");
        }
    }

    /** An upload whose body has not come. */
    private static byte[] begun(int length) {
        return Client.ascii(String.join(
                "\r\n",
                "PUT /api/runs/large/traces HTTP/1.1",
                "Host: localhost",
                "Content-Length: " + length,
                "Expect: 100-continue",
                "",
                ""));
    }
}
