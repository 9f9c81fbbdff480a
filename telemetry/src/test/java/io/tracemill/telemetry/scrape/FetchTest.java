package io.tracemill.telemetry.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target is told and what is made of its answer. */
class FetchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path dir;

    private HttpServer server;

    @BeforeEach
    void create() throws IOException {
        server = HttpServer.create(ANY_PORT, 0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerInGzipIsReadAndOneThatBecomesTooLargeIsNone() throws IOException {
        serve(HttpServer.create(ANY_PORT, 0), "", gzip("up 1\n".repeat(20)));
        assertThat(ask(1_000, ScrapeAccess.NONE)).isEqualTo("up 1\n".repeat(20));
        serve(HttpServer.create(ANY_PORT, 0), "", gzip("up 1\n".repeat(10_000)));
        assertThat(ask(1_000, ScrapeAccess.NONE)).isEqualTo("TOO_LARGE: its answer has more than 1000 bytes");
        serve(HttpServer.create(ANY_PORT, 0), "", new byte[] {31, (byte) 139, 8, 0, 1});
        assertThat(ask(1_000, ScrapeAccess.NONE)).isEqualTo("CONNECTION: its answer is no gzip, or was cut off");
    }

    @Test
    void aTargetIsToldTheTokenThatTheFileHasNow() throws IOException {
        Path token = Files.writeString(dir.resolve("token"), "first\n");
        ScrapeAccess access = new ScrapeAccess(token, null, null);
        serve(HttpServer.create(ANY_PORT, 0), "Bearer second", gzip("up 1\n"));

        assertThat(ask(1_000, access)).isEqualTo("STATUS: it answered with status 401");
        Files.writeString(token, "second\n");
        assertThat(ask(1_000, access)).isEqualTo("up 1\n");
    }

    @Test
    void aTargetIsToldTheUserAndThePassword() throws IOException {
        Path user = Files.writeString(dir.resolve("user"), "ada:pass word\n");
        serve(HttpServer.create(ANY_PORT, 0), "Basic YWRhOnBhc3Mgd29yZA==", gzip("up 1\n"));

        assertThat(ask(1_000, new ScrapeAccess(null, user, null))).isEqualTo("up 1\n");
        assertThatThrownBy(() -> new ScrapeAccess(user, user, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noMessageShowsASecretThatCannotBeUsed() throws IOException {
        Path token = Files.writeString(dir.resolve("token"), "secret\nsecret\n");
        serve(HttpServer.create(ANY_PORT, 0), "", gzip("up 1\n"));

        assertThat(ask(1_000, new ScrapeAccess(token, null, null)))
                .isEqualTo("CONNECTION: it is not asked without its secret: " + token
                        + ": must hold one line of visible ASCII characters");
        assertThatThrownBy(() -> new ScrapeAccess(null, Files.writeString(token, "secret"), null).check())
                .hasMessage(token + ": must hold USER:PASSWORD");
    }

    @Test
    void aCertificateIsTrustedThatAFileNames() throws Exception {
        HttpsServer https = HttpsServer.create(ANY_PORT, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context()));
        serve(https, "", gzip("up 1\n"));

        assertThat(ask(1_000, ScrapeAccess.NONE)).startsWith("CONNECTION: no connection: ");
        SSLContext trusted = ScrapeAccess.trusting(dir.resolve("ca.pem"));
        assertThat(ask(1_000, new ScrapeAccess(null, null, trusted))).isEqualTo("up 1\n");
        Path empty = Files.writeString(dir.resolve("empty"), "");
        assertThatThrownBy(() -> ScrapeAccess.trusting(empty))
                .hasMessage(empty + ": must hold certificates in PEM: it holds none");
    }

    private void serve(HttpServer started, String authorization, byte[] body) {
        server.stop(0);
        server = started;
        server.createContext("/metrics", exchange -> {
            String told = exchange.getRequestHeaders().getFirst("Authorization");
            if (!authorization.equals(told == null ? "" : told)) {
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
                return;
            }
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @Test
    void aHostThatIsNotKnownIsToldFromAPortThatIsRefused() throws IOException {
        Fetch fetch = new Fetch(new ScrapeConfig(PATIENCE, PATIENCE, 1_000, ScrapeAccess.NONE, null));
        int port = server.getAddress().getPort();
        server.start();
        server.stop(0);

        assertThat(fetch.ask(ScrapeTarget.of("nonsense.invalid")).join())
                .isEqualTo(new Answer.None(ScrapeFailure.CONNECTION, "no connection: its host is not known"));
        assertThat(fetch.ask(ScrapeTarget.of("127.0.0.1:" + port)).join())
                .isEqualTo(new Answer.None(ScrapeFailure.CONNECTION, "no connection: its host refused it"));
    }

    /** The text of an answer, or why there is none. */
    private String ask(long mostBytes, ScrapeAccess access) throws IOException {
        Fetch fetch = new Fetch(new ScrapeConfig(PATIENCE, PATIENCE, mostBytes, access, null));
        String scheme = server instanceof HttpsServer ? "https" : "http";
        Answer answer = fetch.ask(ScrapeTarget.of(
                        scheme + "://localhost:" + server.getAddress().getPort() + "/metrics"))
                .join();
        return answer instanceof Answer.Text text
                ? new String(text.body().readAllBytes(), UTF_8)
                : ((Answer.None) answer).failure() + ": " + ((Answer.None) answer).detail();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A server's keys, made anew; its certificate is in the file {@code ca.pem}. */
    private SSLContext context() throws Exception {
        Path store = dir.resolve("keys.p12");
        keytool("-genkeypair", store, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost");
        keytool("-exportcert", store, "-rfc", "-file", dir.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String command, Path store, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-alias",
                "server"));
        words.addAll(List.of(more));
        Process keytool = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }
}
