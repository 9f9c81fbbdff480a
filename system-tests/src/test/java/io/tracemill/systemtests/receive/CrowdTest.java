package io.tracemill.systemtests.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.systemtests.SmallTraces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door at which the clients of a whole cluster are at once. */
class CrowdTest {

    private static final int CLIENTS = 512;

    @TempDir
    private Path dir;

    @Test
    void eachClientIsServedAtItsFirstAttemptAndItsTraceIsInTheTopicOnce() throws Exception {
        Path file = Files.writeString(dir.resolve("trace.json"), SmallTraces.PAIR);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (DoorProcess door = new DoorProcess(dir)) {
            List<Future<Integer>> deliveries = new ArrayList<>();
            for (int rank = 0; rank < CLIENTS; rank++) {
                PushedTrace trace = new PushedTrace(file, "crowd", rank);
                deliveries.add(clients.submit(() -> trace.deliver(() -> door.url() + '/')));
            }
            for (Future<Integer> delivery : deliveries) {
                assertThat(delivery.get(60, TimeUnit.SECONDS)).isOne();
            }

            List<TraceEventBatch> published = door.lastBatches();
            assertThat(published).hasSize(CLIENTS);
            assertThat(published.stream().map(TraceEventBatch::getTraceId).distinct())
                    .hasSize(CLIENTS);
            assertThat(door.metrics())
                    .containsEntry("tracemill_receive_uploads_under_way", 0.0)
                    .containsEntry("tracemill_receive_uploads_total{outcome=\"published\"}", (double) CLIENTS);
        } finally {
            clients.shutdownNow();
        }
    }
}
