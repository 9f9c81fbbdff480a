package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.http.AccessToken;
import io.tracemill.cli.http.Keystore;
import io.tracemill.cli.http.TlsKeys;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.serve.ServeSettings.Access;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows the token is let in, over TLS too; nobody else sees anything of the archive. */
class LoginTest {

    private static final String TOKEN = "correct-horse-battery";
    private static final String PASSWORD = "changeit";
    private static final String REFUSED = "401 {\"error\":\"a token is needed; log in at /login\"}";

    @TempDir
    private Path dir;

    private Path tokenFile;

    @BeforeEach
    void anArchive() throws IOException {
        new TinyArchive(Files.createDirectories(dir.resolve("archive"))).add("secret-run", "t1");
        tokenFile = Files.writeString(dir.resolve("token"), TOKEN + "\n");
    }

    private PageServer start(Optional<TlsKeys> tls) throws IOException {
        return PageServer.start(
                new ServeSettings(
                        Optional.of(dir.resolve("archive")),
                        new HttpAddress("127.0.0.1", 0),
                        new Access(tls, Optional.of(AccessToken.read(tokenFile)), Set.of()),
                        Browser.page(),
                        dir.resolve("temp")),
                Optional.empty());
    }

    @Test
    void aProgramSendsTheTokenWithEachRequest() throws Exception {
        try (PageServer server = start(Optional.empty())) {
            Browser browser = Browser.at(server);

            assertThat(browser.get("/api/runs")).isEqualTo(REFUSED);
            assertThat(browser.get("/page.js")).isEqualTo(REFUSED);
            assertThat(browser.get("/nowhere")).isEqualTo(REFUSED);
            for (String wrong : List.of("Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
                assertThat(Browser.line(browser.get("/api/runs", Map.of("Authorization", wrong))))
                        .isEqualTo(REFUSED);
            }
            assertThat(Browser.line(browser.get("/api/runs", Map.of("Authorization", "Bearer " + TOKEN))))
                    .startsWith("200 ")
                    .contains("secret-run");
        }
    }

    @Test
    void aBrowserGivesItOnceAndHasASession() throws Exception {
        try (PageServer server = start(Optional.empty())) {
            Browser browser = Browser.at(server);

            HttpResponse<byte[]> page = browser.get("/", Map.of());
            assertThat(page.statusCode()).isEqualTo(303);
            assertThat(page.headers().firstValue("Location")).contains("/login");
            assertThat(browser.get("/login"))
                    .startsWith("200 ")
                    .contains("<form method=\"post\">")
                    .doesNotContain("not the token", "{{");
            HttpResponse<byte[]> wrong = browser.send("POST", "/login", "token=wrong", Map.of());
            assertThat(Browser.line(wrong))
                    .startsWith("403 ")
                    .contains("<form method=\"post\">", "This is not the token.")
                    .doesNotContain("wrong");
            assertThat(wrong.headers().map())
                    .containsEntry("Cache-Control", List.of("no-store"))
                    .doesNotContainKeys("ETag", "Set-Cookie");
            assertThat(Browser.line(browser.send("POST", "/login", "a".repeat(5_000), Map.of())))
                    .startsWith("400 ");

            HttpResponse<byte[]> login = browser.send("POST", "/login", "token=" + TOKEN, Map.of());
            assertThat(login.statusCode()).isEqualTo(303);
            assertThat(login.headers().firstValue("Location")).contains("/");
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200")
                    .doesNotContain("Secure", TOKEN);
            String session = session(login);
            assertThat(browser.get("/login", Map.of("Cookie", session)).statusCode())
                    .isEqualTo(303);
            assertThat(Browser.line(browser.get("/api/runs", Map.of("Cookie", session))))
                    .contains("secret-run");
            assertThat(Browser.line(browser.get("/api/runs", Map.of("Cookie", session.replaceFirst("=\\d", "=9")))))
                    .isEqualTo(REFUSED);
            assertThat(browser.send("POST", "/api/runs", "", Map.of("Cookie", session))
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    private static String session(HttpResponse<byte[]> login) {
        return login.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @Test
    void twoServersOfAHostHaveSessionsOfTheirOwn() throws Exception {
        try (PageServer one = start(Optional.empty());
                PageServer other = start(Optional.empty())) {
            String both = session(Browser.at(one).send("POST", "/login", "token=" + TOKEN, Map.of())) + "; "
                    + session(Browser.at(other).send("POST", "/login", "token=" + TOKEN, Map.of()));

            assertThat(both)
                    .contains("tracemill-" + one.address().port() + "=")
                    .contains("tracemill-" + other.address().port() + "=");
            for (PageServer server : List.of(one, other)) {
                assertThat(Browser.line(Browser.at(server).get("/api/runs", Map.of("Cookie", both))))
                        .contains("secret-run");
            }
        }
    }

    @Test
    void theSessionOfAProxyWithTlsIsForTlsOnly() throws Exception {
        try (PageServer server = start(Optional.empty())) {
            Browser browser = Browser.at(server);
            Map<String, String> proxy = Map.of("X-Forwarded-Proto", "https");

            HttpResponse<byte[]> login = browser.send("POST", "/login", "token=" + TOKEN, proxy);
            assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-tracemill-" + server.address().port() + "=")
                    .contains("Secure", "Path=/");
            Map<String, String> later = Map.of("X-Forwarded-Proto", "https", "Cookie", session(login));
            assertThat(Browser.line(browser.get("/api/runs", later))).contains("secret-run");
        }
    }

    @Test
    void connectionsCanBeEncrypted() throws Exception {
        Path keystore = Keystore.create(dir.resolve("server.p12"), PASSWORD);
        Path password = Files.writeString(dir.resolve("password"), PASSWORD + "\n");
        try (PageServer server = start(Optional.of(TlsKeys.read(keystore, password)))) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            Browser browser = Browser.at(server, Keystore.trust(keystore, PASSWORD));

            assertThat(browser.get("/api/runs")).isEqualTo(REFUSED);
            HttpResponse<byte[]> login = browser.send("POST", "/login", "token=" + TOKEN, Map.of());
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .startsWith("__Host-tracemill-" + server.address().port() + "=")
                    .contains("Secure", "HttpOnly", "SameSite=Lax");
            HttpResponse<byte[]> runs = browser.get("/api/runs", Map.of("Cookie", cookie.replaceFirst(";.*", "")));
            assertThat(new String(runs.body(), UTF_8)).contains("secret-run");
            assertThat(Browser.raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .doesNotContain("200");
        }
        Path wrong = Files.writeString(dir.resolve("wrong"), "not it");
        assertThatThrownBy(() -> TlsKeys.read(keystore, wrong))
                .isInstanceOf(Failure.class)
                .hasMessage(keystore + ": cannot be opened with this password");
    }

    @Test
    void aSessionEndsAndIsOfOneProcess() {
        MovingClock clock = new MovingClock();
        Sessions sessions = new Sessions(clock);
        String session = sessions.begin();

        assertThat(sessions.isOpen(session)).isTrue();
        assertThat(new Sessions(clock).isOpen(session)).isFalse();
        for (String other : List.of("", ".", "9.", "x.y", session + "x", session.replace('.', ','))) {
            assertThat(sessions.isOpen(other)).as(other).isFalse();
        }
        clock.now = clock.now.plus(Sessions.LENGTH).minusSeconds(1);
        assertThat(sessions.isOpen(session)).isTrue();
        clock.now = clock.now.plusSeconds(1);
        assertThat(sessions.isOpen(session)).isFalse();
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for another zone");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with spaces in the middle", "umlaut-ä-is-not-ascii"})
    void aTokenIsLongAndPlain(String token) throws IOException {
        Files.writeString(tokenFile, token);

        assertThatThrownBy(() -> AccessToken.read(tokenFile))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(tokenFile + ": a token must be 16 to 1024 printable ASCII characters");
    }
}
