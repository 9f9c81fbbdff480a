package io.tracemill.cli.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.http.HttpServer.Limits;
import io.tracemill.cli.monitoring.HttpAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who keeps the server waiting is cut off; whom the server keeps waiting is not. */
@Timeout(60)
class HttpServerTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Limits IMPATIENT = new Limits(256, SHORT, SHORT, UriCompliance.DEFAULT);
    private static final String REQUEST = " / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    private static HttpServer start(Limits limits, Handler handler) throws IOException {
        return HttpServer.start(new HttpAddress("127.0.0.1", 0), Optional.empty(), limits, handler);
    }

    /** A connection on which this was said. */
    private static Socket say(HttpServer server, String text) throws IOException {
        Socket socket = new Socket(server.address().host(), server.address().port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return socket;
    }

    /** All that is said to a reader until the connection ends. */
    private static String rest(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Answers from another thread, once it has been allowed to. */
    private final class Slow extends Handler.Abstract {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch allowed = new CountDownLatch(1);

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            workers.execute(() -> {
                begun.countDown();
                await(allowed);
                response.write(true, ByteBuffer.wrap("at last".getBytes(UTF_8)), callback);
            });
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the server has cut off who said only this: so long, an idle connection lasts. */
    private static void outlast(HttpServer server, String said) throws IOException {
        assertThat(rest(say(server, said))).doesNotContain("200");
    }

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeIdle() throws Exception {
        Slow slow = new Slow();
        try (HttpServer server = start(IMPATIENT, slow);
                Socket reader = say(server, "GET" + REQUEST + "\r\n")) {
            await(slow.begun);
            for (int i = 0; i < 3; i++) {
                outlast(server, "");
                outlast(server, "GET / HTT");
                outlast(server, "GET" + REQUEST);
            }
            slow.allowed.countDown();
            assertThat(rest(reader)).startsWith("HTTP/1.1 200 OK").endsWith("at last");
        }
    }

    @Test
    void anAnswerSurvivesACrowd() throws Exception {
        Slow slow = new Slow();
        try (HttpServer server = start(new Limits(2, Duration.ofMinutes(1), SHORT, UriCompliance.DEFAULT), slow);
                Socket reader = say(server, "GET" + REQUEST + "\r\n")) {
            await(slow.begun);
            try (Socket last = say(server, "")) {
                reader.setSoTimeout(5 * (int) SHORT.toMillis());
                assertThatThrownBy(() -> reader.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                assertThat(last.isConnected()).isTrue();
            }
            slow.allowed.countDown();
            reader.setSoTimeout(20_000);
            assertThat(rest(reader)).endsWith("at last");
        }
    }

    @Test
    void aRequestThatDoesNotComeIsGivenUp() throws Exception {
        Handler body = new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Content.Source.consumeAll(request, callback);
                return true;
            }
        };
        try (HttpServer server = start(IMPATIENT, body)) {
            outlast(server, "POST" + REQUEST + "Content-Length: 10\r\n\r\nhalf");
        }
    }

    @Test
    void anAnswerThatIsNotTakenIsGivenUp() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Handler large = new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Request.addCompletionListener(request, ended::complete);
                response.write(true, ByteBuffer.allocate(64 << 20), callback);
                return true;
            }
        };
        try (HttpServer server = start(IMPATIENT, large);
                Socket reader = say(server, "GET" + REQUEST + "\r\n")) {
            assertThat(ended.get(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(rest(reader)).hasSizeLessThan(64 << 20);
        }
    }

    @Test
    void answersInProgressAreSentBeforeTheEnd() throws Exception {
        Slow slow = new Slow();
        HttpServer server = start(Limits.of(256, UriCompliance.DEFAULT), slow);
        try (Socket idle = say(server, "");
                Socket reader = say(server, "GET" + REQUEST + "\r\n")) {
            await(slow.begun);
            CompletableFuture<Void> end = CompletableFuture.runAsync(server::close, workers);
            assertThat(rest(idle)).isEmpty();
            assertThat(end).isNotDone();
            slow.allowed.countDown();
            assertThat(rest(reader)).startsWith("HTTP/1.1 200 OK").endsWith("at last");
            end.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAnswerThatDoesNotComeHoldsUpTheEndForALimitedTime() throws Exception {
        Slow slow = new Slow();
        HttpServer server = start(Limits.of(256, UriCompliance.DEFAULT), slow);
        try (Socket reader = say(server, "GET" + REQUEST + "\r\n")) {
            await(slow.begun);
            long begin = System.nanoTime();
            server.close();
            assertThat(System.nanoTime() - begin).isBetween(3_000_000_000L, 9_000_000_000L);
            assertThat(rest(reader)).doesNotContain("200");
        } finally {
            slow.allowed.countDown();
        }
    }
}
