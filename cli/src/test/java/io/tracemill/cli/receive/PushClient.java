package io.tracemill.cli.receive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client that sends metrics. */
record PushClient(Client client) {

    static final List<String> OTLP = List.of("Content-Type", "application/x-protobuf");
    static final List<String> OTLP_GZIP = List.of("Content-Type", "application/x-protobuf", "Content-Encoding", "gzip");
    static final List<String> OTLP_JSON = List.of("Content-Type", "application/json");
    static final List<String> REMOTE_WRITE = List.of(
            "Content-Type",
            "application/x-protobuf",
            "Content-Encoding",
            "snappy",
            "X-Prometheus-Remote-Write-Version",
            "0.1.0");

    PushClient(ReceiveServer server, String token) {
        this(new Client(server, token));
    }

    HttpResponse<byte[]> post(String path, List<String> headers, byte[] body) throws IOException, InterruptedException {
        return client.http().send(request(path, headers, body), BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> begin(String path, List<String> headers, byte[] body) {
        return client.http().sendAsync(request(path, headers, body), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String path, List<String> headers, byte[] body) {
        URI address = URI.create(client.server().url().replaceFirst("/$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .headers(headers.toArray(String[]::new))
                .POST(BodyPublishers.ofByteArray(body));
        if (!client.token().isEmpty()) {
            request.header("Authorization", "Bearer " + client.token());
        }
        return request.build();
    }

    HttpResponse<byte[]> otlp(byte[] body) throws IOException, InterruptedException {
        return post("/v1/metrics", OTLP, body);
    }

    /** Status and text of the answer to metrics in JSON. */
    String json(byte[] body) throws IOException, InterruptedException {
        return line(post("/v1/metrics", OTLP_JSON, body));
    }

    /** Status and text of the answer to a remote write. */
    String write(byte[] body) throws IOException, InterruptedException {
        return line(post("/api/v1/write", REMOTE_WRITE, body));
    }

    static String line(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8).strip();
    }
}
