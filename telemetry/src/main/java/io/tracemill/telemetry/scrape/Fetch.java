package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.text.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Asks targets over HTTP, many at a time. An answer beyond the limits of time or size is none; gzip is read. */
final class Fetch {

    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final HttpClient client;
    private final Duration timeout;
    private final long mostBytes;
    private final ScrapeAccess access;

    Fetch(ScrapeConfig config) {
        this.timeout = config.timeout();
        this.mostBytes = config.mostBytes();
        this.access = config.access();
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        if (access.trusted() != null) {
            builder.sslContext(access.trusted());
        }
        this.client = builder.build();
    }

    /** Asks a target; the future never fails. */
    CompletableFuture<Answer> ask(ScrapeTarget target) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpRequest request;
        try {
            request = request(target);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    new Answer.None(ScrapeFailure.CONNECTION, "it is not asked without its secret: " + e.getMessage()));
        }
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

    private HttpRequest request(ScrapeTarget target) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(timeout)
                .header("Accept", TextFormat.ACCEPT)
                .header("Accept-Encoding", "gzip");
        access.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
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

    private Answer answer(HttpResponse<Void> response, ByteArrayOutputStream body) {
        if (response.statusCode() != 200) {
            return new Answer.None(ScrapeFailure.STATUS, "it answered with status " + response.statusCode());
        }
        TextFormat format = TextFormat.ofContentType(
                response.headers().firstValue("content-type").orElse(""));
        byte[] bytes = body.toByteArray();
        boolean packed =
                response.headers().firstValue("content-encoding").orElse("").equalsIgnoreCase("gzip");
        try {
            return new Answer.Text(new ByteArrayInputStream(packed ? unpacked(bytes) : bytes), format);
        } catch (TooLargeException e) {
            return none(e);
        } catch (IOException e) {
            return new Answer.None(ScrapeFailure.CONNECTION, "its answer is no gzip, or was cut off");
        }
    }

    private byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes + 1));
            if (bytes.length > mostBytes) {
                throw new TooLargeException();
            }
            return bytes;
        }
    }

    private static boolean isOf(Class<? extends Throwable> type, Throwable error) {
        return Stream.<Throwable>iterate(error, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
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
        if (isOf(UnresolvedAddressException.class, error)) {
            return new Answer.None(ScrapeFailure.CONNECTION, "no connection: its host is not known");
        }
        if (isOf(ConnectException.class, error)) {
            return new Answer.None(ScrapeFailure.CONNECTION, "no connection: its host refused it");
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return new Answer.None(
                ScrapeFailure.CONNECTION,
                cause.getMessage() == null
                        ? "no connection (" + cause.getClass().getSimpleName() + ")"
                        : "no connection: " + cause.getMessage());
    }
}
