package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.text.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks targets over HTTP, many at a time. An answer beyond the limits of time or size is none. */
final class Fetch {

    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final HttpClient client;
    private final Duration timeout;
    private final long mostBytes;

    Fetch(ScrapeConfig config) {
        this.timeout = config.timeout();
        this.mostBytes = config.mostBytes();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Asks a target; the future never fails. */
    CompletableFuture<Answer> ask(ScrapeTarget target) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpRequest request = HttpRequest.newBuilder(target.url())
                .timeout(timeout)
                .header("Accept", TextFormat.ACCEPT)
                .build();
        CompletableFuture<HttpResponse<Void>> sent =
                client.sendAsync(request, BodyHandlers.ofByteArrayConsumer(into(body)));
        // A copy ends at the time-out, so that what was sent can still be cancelled.
        return sent.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).handle((response, error) -> {
            if (error != null) {
                sent.cancel(true);
                return none(error);
            }
            return answer(response, body);
        });
    }

    /** Called by one thread at a time, and no more once the answer is whole. */
    private Consumer<Optional<byte[]>> into(ByteArrayOutputStream body) {
        return part -> part.ifPresent(bytes -> {
            if (body.size() + (long) bytes.length > mostBytes) {
                throw new TooLargeException();
            }
            body.writeBytes(bytes);
        });
    }

    private static Answer answer(HttpResponse<Void> response, ByteArrayOutputStream body) {
        if (response.statusCode() != 200) {
            return new Answer.None(ScrapeFailure.STATUS, "it answered with status " + response.statusCode());
        }
        String type = response.headers().firstValue("content-type").orElse("");
        return new Answer.Text(new ByteArrayInputStream(body.toByteArray()), TextFormat.ofContentType(type));
    }

    private Answer none(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLargeException) {
                return new Answer.None(ScrapeFailure.TOO_LARGE, "its answer has more than " + mostBytes + " bytes");
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return new Answer.None(ScrapeFailure.TIMEOUT, "it did not answer within " + timeout.toMillis() + " ms");
            }
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return new Answer.None(
                ScrapeFailure.CONNECTION,
                cause.getMessage() == null
                        ? "no connection (" + cause.getClass().getSimpleName() + ")"
                        : "no connection: " + cause.getMessage());
    }
}
