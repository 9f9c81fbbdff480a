package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.service.IngestCounts;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {

    private static final int UNAVAILABLE = 503;

    @TempDir
    private Path dir;

    private final MemoryCluster cluster = new MemoryCluster();

    @Test
    void aTraceThatCannotBeSortedForLackOfDiskIsToBeSentAgain() throws Exception {
        Path noDirectory = Files.writeString(dir.resolve("full"), "").resolve("temp");
        IngestConfig config = IngestConfig.defaults()
                .withLimits(limits -> limits.withSortMemoryBytes(0).withTempDir(noDirectory));
        KnownTraces known = new KnownTraces(trace -> false);
        ReceiveLimits limits = new ReceiveLimits(200_000_000, 100_000_000, 2, 2, 1_000);
        byte[] trace = Traces.named("some");
        try (IngestJob job = new IngestJob(config, cluster::publisher, known, IngestProgress.NONE)) {
            Room.Share share = new Room(dir, limits).take("token", trace.length);
            Transfer transfer = new Transfer(
                    "id", Upload.of("run", null, ""), "token", Files.createDirectory(dir.resolve("id")), share);
            Files.write(transfer.body(), trace);

            Outcome outcome = new Publication(job, known, new IngestCounts(), accepted -> {}).of(transfer);

            assertThat(outcome.status()).isEqualTo(UNAVAILABLE);
            assertThat(outcome.retryAfterSeconds()).isPositive();
        }
        assertThat(cluster.batches()).isEmpty();
    }
}
