package io.tracemill.systemtests.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.receive.Pushed;
import io.tracemill.systemtests.receive.TopicReadings.Reading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door that is killed while metrics are pushed to it. */
class MetricsDoorTest {

    private static final int CLIENTS = 4;
    private static final int KILLS = Integer.getInteger("tracemill.doorkills", 4);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Set<Double> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ending = new AtomicBoolean();

    @TempDir
    private Path dir;

    @Test
    void whatWasAcknowledgedIsInTheTopic() throws Exception {
        try (DoorProcess door = new DoorProcess(dir)) {
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> floods = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client * 1_000_000;
                floods.add(clients.submit(() -> flood(door, first)));
            }
            Random random = new Random(Long.getLong("tracemill.seed", 66));
            for (int kill = 0; kill < KILLS; kill++) {
                int before = acknowledged.size();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(500)));
                awaitMore(before);
                door.kill();
                door.open();
            }
            awaitMore(acknowledged.size());
            ending.set(true);
            for (Future<?> flood : floods) {
                flood.get(60, TimeUnit.SECONDS);
            }
            clients.shutdown();

            Set<Double> published =
                    door.readings().all().stream().map(Reading::value).collect(Collectors.toSet());
            assertThat(published).containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        }
    }

    private void awaitMore(int before) {
        while (acknowledged.size() == before) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Sends one value after the other, each until it is acknowledged. */
    private void flood(DoorProcess door, int first) {
        for (int value = first; !ending.get(); value++) {
            byte[] body = Pushed.remoteWrite(value, "n" + value);
            while (!ending.get() && !isAcknowledged(door, body)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            if (!ending.get()) {
                acknowledged.add((double) value);
            }
        }
    }

    private boolean isAcknowledged(DoorProcess door, byte[] body) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(URI.create(door.url() + "/api/v1/write"))
                                    .header("Content-Type", "application/x-protobuf")
                                    .header("Content-Encoding", "snappy")
                                    .timeout(Duration.ofSeconds(20))
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isIn(204, 503);
            return status == 204;
        } catch (IOException e) {
            return false; // it is not there now, or was killed
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
