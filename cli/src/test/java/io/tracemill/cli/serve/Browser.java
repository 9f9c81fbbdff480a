package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** What a reader of the page does over HTTP. */
final class Browser {

    private final HttpClient client;
    private final String origin;

    private Browser(HttpClient client, String origin) {
        this.client = client;
        this.origin = origin;
    }

    static Browser at(PageServer server) {
        return new Browser(HttpClient.newHttpClient(), server.url().replaceFirst("/$", ""));
    }

    static Browser at(PageServer server, SSLContext trust) {
        return new Browser(
                HttpClient.newBuilder().sslContext(trust).build(), server.url().replaceFirst("/$", ""));
    }

    /** A server that anyone on this computer may read. */
    static PageServer open(Path data, Path temp) throws IOException {
        return PageServer.start(
                new ServeSettings(
                        Optional.of(data),
                        new HttpAddress("127.0.0.1", 0),
                        new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of("traces.lab")),
                        page(),
                        temp),
                Optional.empty());
    }

    static PageSettings page() {
        return new PageSettings("tracemill", PageSettings.Source.SERVE, new ReportSettings(15, Language.EN), Set.of());
    }

    HttpResponse<byte[]> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    /** Status and text of an answer. */
    String get(String path) throws IOException, InterruptedException {
        return line(get(path, Map.of()));
    }

    static String line(HttpResponse<byte[]> response) {
        return response.statusCode() + " " + new String(response.body(), UTF_8).strip();
    }

    /** First line and last line of what a server says to a request as it stands. */
    static String raw(PageServer server, String request) throws IOException {
        try (Socket socket = connect(server, request)) {
            String reply = new String(socket.getInputStream().readAllBytes(), ISO_8859_1).strip();
            return reply.lines().findFirst().orElse("") + " " + reply.lines().reduce("", (a, b) -> b);
        }
    }

    /** A connection on which this was said. */
    static Socket connect(PageServer server, String said) throws IOException {
        Socket socket = new Socket(server.address().host(), server.address().port());
        socket.getOutputStream().write(said.getBytes(ISO_8859_1));
        return socket;
    }
}
