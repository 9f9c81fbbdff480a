package io.tracemill.systemtests.receive;

import io.tracemill.schemas.Sha256;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A trace that a client sends until a door has answered that it is published. */
final class PushedTrace {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path file;
    private final String path;

    PushedTrace(Path file, String run, int rank) throws IOException {
        this.file = file;
        String hash = HexFormat.of().formatHex(Sha256.begin().digest(Files.readAllBytes(file)));
        this.path = "api/runs/" + run + "/traces/" + hash + "?rank=" + rank;
    }

    /** One attempt. */
    HttpResponse<String> send(String door) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(door + path))
                        .timeout(Duration.ofSeconds(30))
                        .PUT(BodyPublishers.ofFile(file))
                        .build(),
                BodyHandlers.ofString());
    }

    /** What a door says at a Location. */
    static HttpResponse<String> get(String door, String location) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(door).resolve(location))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Sends it to whatever door there is until one has said 200; counts the attempts. */
    int deliver(Supplier<String> door) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> answer = send(door.get());
                if (answer.statusCode() == 200
                        || isPublished(door, answer.headers().firstValue("Location"))) {
                    return attempt;
                }
            } catch (ConnectException e) {
                // no door now
            } catch (IOException e) {
                // it died
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean isPublished(Supplier<String> door, Optional<String> location)
            throws IOException, InterruptedException {
        while (location.isPresent()) {
            int status = get(door.get(), location.get()).statusCode();
            if (status != 202) {
                return status == 200;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }
}
