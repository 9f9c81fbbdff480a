package io.tracemill.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.OperatorStats;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.RandomRecords;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Rows;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {

    private static final TopicPartition PARTITION = new TopicPartition("tracemill.operator-stats", 0);

    @TempDir
    Path out;

    @Test
    void aFullDiskIsOneLineThatNamesTheDirectoryAndLeavesNoFile() throws IOException {
        OperatorStats record = new RandomRecords(1).next(OperatorStats.class, "r", "2026-03-01");
        Rows<OperatorStats, OperatorStats> rows =
                ExpectedRows.read(Datasets.of(OperatorStats.class), record).orElseThrow();
        RollLimits limits = new RollLimits(1, 1 << 20, Duration.ofHours(1), 64, 1 << 24);
        try (Publisher publisher = new Publisher(new FullDisk(), new ArchivePlace(out, "cluster", "w"), limits)) {
            publisher.begin(PARTITION);

            assertThatThrownBy(() -> publisher.add(PARTITION, Datasets.of(OperatorStats.class), rows, 0, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessage(out.resolve("operator_stats")
                                    .resolve(rows.partition().directory()) + ": No space left on device");
        }
        try (Stream<Path> files = Files.walk(out)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static final class FullDisk implements FileOperations {
        @Override
        public OutputStream create(Path file) throws IOException {
            return new FilterOutputStream(FileOperations.super.create(file)) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    throw new IOException("No space left on device");
                }
            };
        }
    }
}
