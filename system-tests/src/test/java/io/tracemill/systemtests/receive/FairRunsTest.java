package io.tracemill.systemtests.receive;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
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

/** A door to which two runs are pushed at once, one of large traces and one of small ones. */
class FairRunsTest {

    private static final int TRACES = 4;

    @TempDir
    private Path dir;

    private List<PushedTrace> traces(String run, long bytes) throws IOException {
        Path files = Files.createDirectories(dir.resolve(run));
        List<PushedTrace> traces = new ArrayList<>();
        for (int rank = 0; rank < TRACES; rank++) {
            Path file = files.resolve("rank" + rank + ".json");
            new TraceGenerator(GeneratorConfig.of(bytes, rank + 1).withRank(rank, TRACES))
                    .write(file, (done, all) -> {});
            traces.add(new PushedTrace(file, run, rank));
        }
        return traces;
    }

    private static double received(DoorProcess door) {
        try {
            return door.metrics().getOrDefault("tracemill_receive_bytes_total", 0.0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void smallTracesDoNotWaitForLargeOnes() throws Exception {
        long largeBytes = 50_000_000;
        List<PushedTrace> large = traces("large", largeBytes);
        List<PushedTrace> small = traces("small", 1_000_000);
        ExecutorService clients = Executors.newFixedThreadPool(TRACES);
        try (DoorProcess door = new DoorProcess(dir, 1)) {
            List<Future<Integer>> deliveries = new ArrayList<>();
            for (PushedTrace trace : large) {
                deliveries.add(clients.submit(() -> trace.deliver(() -> door.url() + '/')));
            }
            awaitTrue(() -> received(door) >= TRACES * largeBytes);
            for (PushedTrace trace : small) {
                HttpResponse<String> answer = trace.send(door.url() + '/');
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
            for (Future<Integer> delivery : deliveries) {
                assertThat(delivery.get(90, TimeUnit.SECONDS)).isOne();
            }

            List<String> order =
                    door.lastBatches().stream().map(TraceEventBatch::getRun).toList();
            assertThat(order).hasSize(2 * TRACES);
            assertThat(order.subList(0, order.lastIndexOf("small")))
                    .filteredOn("large"::equals)
                    .hasSizeLessThan(2); // the one that was under way may have been the first to end
        } finally {
            clients.shutdownNow();
        }
    }
}
