package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.ingest.publish.MemoryPublisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    @TempDir
    Path directory;

    @Test
    void anInterruptedIngestPublishesNothingAndLeavesNoFile() throws Exception {
        Path spill = directory.resolve("spill");
        Path file = Files.writeString(
                directory.resolve("t.json"),
                IntStream.range(0, 5000)
                        .mapToObj(i -> "{\"name\":\"n" + i + "\",\"ph\":\"X\",\"ts\":" + i + ",\"dur\":1}")
                        .collect(Collectors.joining(",", "[", "]")));
        IngestConfig config = Ingested.config()
                .withLimits(limits ->
                        limits.withSliceBytes(1000).withSortMemoryBytes(20_000).withTempDir(spill));
        MemoryPublisher publisher = new MemoryPublisher();
        Thread ingesting = Thread.currentThread();
        IngestProgress interrupting = new IngestProgress() {
            @Override
            public void opened(Path opened, long fileBytes) {}

            @Override
            public void read(long compressedBytes, long events) {
                if (events > 3000) {
                    ingesting.interrupt();
                }
            }

            @Override
            public void published(long events) {}
        };

        try (IngestJob job = new IngestJob(config, () -> publisher, id -> false, interrupting)) {
            assertThatThrownBy(() -> job.ingest(file)).isInstanceOf(InterruptedException.class);
        }
        Thread.interrupted();
        assertThat(publisher.batches()).isEmpty();
        try (Stream<Path> left = Files.list(spill)) {
            assertThat(left).isEmpty();
        }
    }
}
