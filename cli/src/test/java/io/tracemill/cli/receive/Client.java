package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A client that sends traces. */
record Client(ReceiveServer server, String token, HttpClient http) {

    Client(ReceiveServer server, String token) {
        this(
                server,
                token,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    private HttpRequest.Builder request(String path) {
        URI address = URI.create(server.url().replaceFirst("/$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    CompletableFuture<HttpResponse<String>> begin(String path, byte[] body) {
        return http.sendAsync(
                request(path).PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String path, byte[] body) throws IOException, InterruptedException {
        return http.send(request(path).PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    /** Status and text of the answer. */
    String put(String path, byte[] body) throws IOException, InterruptedException {
        return line(send(path, body));
    }

    String get(String path) throws IOException, InterruptedException {
        return line(http.send(request(path).build(), BodyHandlers.ofString()));
    }

    static String line(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body().strip();
    }

    /** What the door says to bytes as they stand, until it closes the connection. */
    static String raw(ReceiveServer server, byte[] bytes) throws IOException {
        try (Socket socket = open(server, bytes)) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** A connection on which bytes were sent. */
    static Socket open(ReceiveServer server, byte[] bytes) throws IOException {
        Socket socket = new Socket(server.address().host(), server.address().port());
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return socket;
    }

    static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
