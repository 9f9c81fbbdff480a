package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A healthy trace beside files that nobody can read. */
class UnreadableFilesTest {

    @TempDir
    Path out;

    private TraceInfo trace;

    @BeforeEach
    void write() throws IOException {
        trace = new RandomRecords(1).next(TraceInfo.class, "r", "2026-03-01");
        trace.setState(TraceState.COMPLETE);
        RollLimits limits = new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24);
        TopicPartition partition = new TopicPartition("tracemill.traces", 0);
        try (Publisher publisher = new Publisher(new ArchivePlace(out, "cluster", "writer"), limits)) {
            publisher.begin(partition);
            publisher.add(
                    partition,
                    Datasets.TRACES,
                    ExpectedRows.read(Datasets.TRACES, trace).orElseThrow(),
                    0,
                    0);
            publisher.publish(List.of(partition));
        }
    }

    @Test
    @Timeout(60)
    void readersGoOnWithoutThem() throws Exception {
        Path whole = new ArchiveTree(out).files(Datasets.TRACES, Set.of()).get(0);
        byte[] bytes = Files.readAllBytes(whole);
        Path directory = whole.resolveSibling("");
        Files.write(directory.resolve("a-cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.write(directory.resolve("b-empty.parquet"), new byte[0]);
        Files.writeString(directory.resolve("c-text.parquet"), "Dear diary", StandardCharsets.UTF_8);
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, 4, bytes.length / 2, (byte) 0x55);
        Files.write(directory.resolve("d-damaged.parquet"), damaged);
        assertThat(new ProcessBuilder(
                                "mkfifo", directory.resolve("e-pipe.parquet").toString())
                        .start()
                        .waitFor())
                .isZero();
        for (String run : List.of("run=%zz", "run=" + "x".repeat(251), "run=NULL")) {
            Files.createDirectories(out.resolve("traces").resolve(run).resolve("date=2026-03-01"));
        }

        Archive archive = Archive.open(out);

        assertThat(archive.traces()).containsExactly(trace);
        assertThat(archive.rows(trace.getTraceId(), TraceInfo.class)).containsExactly(trace);
        assertThat(archive.rows(trace.getTraceId(), OperatorStats.class)).isEmpty();
        List<SpanBatch> spans = new ArrayList<>();
        archive.spans(trace.getTraceId(), spans::add);
        assertThat(spans).isEmpty();
        assertThat(new ArchiveTree(out).partitions(Datasets.TRACES)).hasSize(1);
        assertThatThrownBy(archive::finishedTraceIds)
                .as("its traces would be analysed again")
                .isInstanceOf(IOException.class)
                .hasMessageContaining(".parquet: ");
    }
}
