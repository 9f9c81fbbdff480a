package io.tracemill.cli.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Posts JSON to one address. */
final class Post {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_OF_ANSWER = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI address;
    private final Optional<String> token;

    /**
     * Posts to an address.
     *
     * @param token what is sent as bearer token; empty for none
     */
    Post(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Sends a document.
     *
     * @throws IOException if there is no answer, or one that is no success; the message is one line
     */
    void send(byte[] json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            String body = answer.body().strip().replaceAll("\\s+", " ");
            String said = body.substring(0, Math.min(body.length(), MOST_OF_ANSWER));
            throw new IOException("it answered " + answer.statusCode() + (said.isEmpty() ? "" : ": " + said));
        }
    }
}
