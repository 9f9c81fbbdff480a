package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.terminal.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

    @TempDir
    private Path dir;

    private TinyArchive archive;
    private PageServer server;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        archive = new TinyArchive(Files.createDirectories(dir.resolve("archive")));
        archive.add("main", "t1");
        server = Browser.open(archive.data(), dir.resolve("temp"));
        browser = Browser.at(server);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(dir.resolve("temp")).isEmptyDirectory();
    }

    @Test
    void thePageIsItsShellWithLinksToScriptAndStyle() throws Exception {
        HttpResponse<byte[]> page = browser.get("/", Map.of());

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(new String(page.body(), UTF_8))
                .contains("<script src=\"/page.js\">", "<link rel=\"stylesheet\" href=\"/page.css\">")
                .doesNotContain("{{");
        assertThat(browser.get("/page.js", Map.of()).headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(browser.get("/page.css", Map.of()).headers().firstValue("Content-Type"))
                .contains("text/css; charset=utf-8");
    }

    @Test
    void everyReplySaysWhatABrowserMayDo() throws Exception {
        for (String path : List.of("/", "/api/runs", "/nowhere")) {
            Map<String, List<String>> headers =
                    browser.get(path, Map.of()).headers().map();
            assertThat(headers)
                    .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                    .containsEntry("Referrer-Policy", List.of("no-referrer"))
                    .containsEntry("Cross-Origin-Opener-Policy", List.of("same-origin-allow-popups"))
                    .containsEntry("Cross-Origin-Resource-Policy", List.of("same-origin"))
                    .doesNotContainKeys("Server", "Access-Control-Allow-Origin");
            assertThat(String.join("", headers.getOrDefault("Content-Security-Policy", List.of())))
                    .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void anAnswerIsCompressedForWhoTakesIt() throws Exception {
        byte[] plain = browser.get("/api/runs", Map.of()).body();
        HttpResponse<byte[]> compressed = browser.get("/api/runs", Map.of("Accept-Encoding", "gzip, br"));

        assertThat(new String(plain, UTF_8)).contains("\"run\" : \"main\"");
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(text.readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void anAnswerThatTheReaderHasIsNotSentAgain() throws Exception {
        String tag =
                browser.get("/api/runs", Map.of()).headers().firstValue("ETag").orElseThrow();

        assertThat(Browser.line(browser.get("/api/runs", Map.of("If-None-Match", "\"other\", " + tag))))
                .isEqualTo("304 ");
        archive.add("second", "t2");
        await(() -> browser.get("/api/runs", Map.of("If-None-Match", tag)).statusCode() == 200);
    }

    @Test
    void newTracesAppearAndFilesMayBeReplaced() throws Exception {
        assertThat(browser.get("/api/runs")).contains("main").doesNotContain("second");
        archive.add("second", "t2");
        await(() -> browser.get("/api/runs").contains("\"second\""));

        Path first = archive.add("third", "t3");
        await(() -> browser.get("/api/runs").contains("\"third\""));
        archive.add("third", "t4");
        Files.delete(first);
        await(() -> browser.get("/api/runs").startsWith("200 "));
        assertThat(browser.get("/api/runs")).contains("\"third\"");
    }

    /** Waits for a condition as long as a person would. */
    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    @Test
    void anEmptyDirectoryIsServedToo() throws Exception {
        Path empty = Files.createDirectories(dir.resolve("empty"));
        try (PageServer other = Browser.open(empty, dir.resolve("temp"))) {
            assertThat(Browser.at(other).get("/api/runs")).startsWith("200 ").contains("\"runs\" : [ ]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:1", "127.0.0.1", "[::1]:9480", "Traces.LAB", "192.0.2.7:80"})
    void itsOwnNamesAreAnswered(String host) throws IOException {
        assertThat(Browser.raw(server, "GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example:9480", "127.0.0.1.evil.example", "0x7f.1"})
    void foreignNamesAreRefused(String host) throws IOException {
        assertThat(Browser.raw(server, "GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .isEqualTo("HTTP/1.1 421 Misdirected Request {\"error\":\"this server is not known as \\\""
                        + host.replaceFirst(":.*", "") + "\\\"; --host-name adds a name\"}");
    }

    @Test
    void requestsWithoutANameAreRefused() throws IOException {
        assertThat(Browser.raw(server, "GET /api/runs HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421 ");
        assertThat(Browser.raw(server, "GET /api/runs HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void pagesOfOtherSitesMayLinkToThePageButNotAskForData() throws Exception {
        Map<String, String> link = Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
        Map<String, String> script = Map.of("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors");

        assertThat(browser.get("/", link).statusCode()).isEqualTo(200);
        assertThat(browser.get("/", script).statusCode()).isEqualTo(403);
        assertThat(browser.get("/api/runs", link).statusCode()).isEqualTo(403);
        assertThat(Browser.line(browser.get("/api/runs", script)))
                .isEqualTo("403 {\"error\":\"pages of other sites may not ask this server\"}");
        assertThat(browser.get("/api/runs", Map.of("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "MADE-UP"})
    void everythingIsReadOnly(String method) throws Exception {
        HttpResponse<byte[]> reply = browser.send(method, "/api/runs", "", Map.of());

        assertThat(Browser.line(reply)).isEqualTo("405 {\"error\":\"everything here is read-only\"}");
        assertThat(reply.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void headHasNoText() throws Exception {
        HttpResponse<byte[]> reply = browser.send("HEAD", "/api/runs", "", Map.of());

        assertThat(Browser.line(reply)).isEqualTo("200 ");
        assertThat(reply.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nowhere | 404 | there is no \\\"/nowhere\\\"",
                "/page.html | 404 | there is no \\\"/page.html\\\"",
                "/api/ | 404 | there is no \\\"/api/\\\"",
                "/api/runs?sql=drop | 400 | unknown parameter \\\"sql\\\", expected none",
                "/api/cut | 400 | parameter id is missing",
                "/api/cut?id=a&id=b | 400 | parameter id is given twice",
                "/api/cut?id=%ff | 400 | the query must be percent-encoded UTF-8",
                "/api/cut?id=a&step=1.5 | 400 | step must be a whole number but was \\\"1.5\\\"",
                "/api/cut?id=a&from=soon | 400 | from must be a time such as 118ms but was \\\"soon\\\"",
                "/api/cut?id=..%2F..%2Fetc%2Fpasswd | 404 | there is no trace \\\"../../etc/passwd\\\"",
                "/api/cut?id=%00%e2%80%ae%3C/script%3E | 404 | there is no trace \\\"\\\\u0000\\\\u202e</script>\\\"",
            })
    void aWrongRequestIsToldWhatIsWrong(String path, int status, String error) throws Exception {
        assertThat(browser.get(path)).isEqualTo(status + " {\"error\":\"" + error + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/.;/page.js",
                "//page.js",
                "/page.js%00",
                "/traces/run=main/",
                "http://evil.example/api/runs"
            })
    void noPathLeadsToAFile(String path) throws IOException {
        assertThat(Browser.raw(server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .matches("HTTP/1.1 4\\d\\d .*\\{\"error\":\".*\"}");
    }

    @Test
    void largeRequestsAreRefused() throws IOException {
        String long9k = "a".repeat(9_000);
        assertThat(Browser.raw(server, "GET /" + long9k + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(Browser.raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + long9k + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    @Timeout(60)
    void slowReadersHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) { // the answers to one of them are 10 MB, more than it has buffers for
                slow.add(Browser.connect(server, "GET /api/runs HTTP/1.1\r\nHost: local"));
                slow.add(Browser.connect(server, "GET /page.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(45)));
            }
            long begin = System.nanoTime();
            assertThat(browser.get("/api/runs")).startsWith("200 ");
            assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressThatIsTakenIsNamedWithWhatToDo() {
        ServeSettings taken = new ServeSettings(
                Optional.of(archive.data()),
                server.address(),
                new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of()),
                Browser.page(),
                dir.resolve("temp"));

        assertThatThrownBy(() -> PageServer.start(taken, Optional.empty()))
                .isInstanceOf(Failure.class)
                .hasMessage(server.address() + " is in use by another process; choose another with --listen");
    }

    @Test
    void onlyWhatIsProtectedIsOpenToOtherComputers() {
        for (String host : List.of("0.0.0.0", "::", "192.0.2.1")) {
            HttpAddress address = new HttpAddress(host, 9480);
            assertThatThrownBy(() -> new ServeSettings(
                            Optional.of(archive.data()),
                            address,
                            new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of()),
                            Browser.page(),
                            dir))
                    .hasMessage("--listen " + address
                            + " is open to other computers: --tls-keystore and --token-file must protect it");
        }
    }
}
