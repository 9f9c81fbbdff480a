package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.Archive;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.RandomRecords;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that hold rows of many traces in turn, read for some of them at once. */
class RowsOfTracesTest {

    private static final Dataset<DeviceStats, DeviceStats> DEVICES = Datasets.of(DeviceStats.class);
    private static final int TRACES = 40;
    private static final int ROUNDS = 60;

    private final RandomRecords random = new RandomRecords(7);
    private final Map<String, List<DeviceStats>> written = new HashMap<>();

    @TempDir
    Path directory;

    private Path out;

    @BeforeEach
    void write() throws IOException {
        out = directory.resolve("out");
        List<TraceInfo> infos = new ArrayList<>();
        for (int i = 0; i < TRACES; i++) {
            TraceInfo info = random.next(TraceInfo.class, "run", date(i));
            info.setTraceId("trace" + i);
            info.setState(TraceState.COMPLETE);
            infos.add(info);
        }
        publish(Datasets.TRACES, infos, 0);
        publish(DEVICES, devices(), 0);
        publish(DEVICES, devices(), TRACES * ROUNDS);
    }

    private static String date(int trace) {
        return trace % 4 == 0 ? SmallFiles.SECOND : SmallFiles.FIRST;
    }

    private List<DeviceStats> devices() {
        List<DeviceStats> rows = new ArrayList<>();
        for (int i = 0; i < TRACES * ROUNDS; i++) {
            int trace = i % TRACES;
            DeviceStats row = random.next(DeviceStats.class, "run", date(trace));
            row.setTraceId("trace" + trace);
            rows.add(row);
            written.computeIfAbsent(row.getTraceId(), id -> new ArrayList<>()).add(row);
        }
        return rows;
    }

    private <A extends SpecificRecord> void publish(Dataset<A, A> dataset, List<A> records, long offset)
            throws IOException {
        RollLimits limits = new RollLimits(100_000, 1 << 24, Duration.ofHours(1), 64, 1 << 26);
        TopicPartition partition = new TopicPartition(dataset.topic().suffix(), 0);
        try (Publisher publisher = new Publisher(new ArchivePlace(out, "cluster", "writer"), limits)) {
            publisher.begin(partition);
            for (int i = 0; i < records.size(); i++) {
                publisher.add(
                        partition,
                        dataset,
                        ExpectedRows.read(dataset, records.get(i)).orElseThrow(),
                        offset + i,
                        0);
            }
            publisher.publish(List.of(partition));
        }
    }

    @Test
    void areThoseOfEachAloneInTheirOrder() throws IOException {
        Archive archive = Archive.open(out);
        Set<String> wanted = Set.of("trace3", "trace4", "trace17", "unknown");

        Map<String, List<DeviceStats>> rows = archive.rows(wanted, DeviceStats.class);

        assertThat(rows).containsOnlyKeys("trace3", "trace4", "trace17");
        for (Map.Entry<String, List<DeviceStats>> trace : rows.entrySet()) {
            assertThat(trace.getValue())
                    .containsExactlyElementsOf(written.get(trace.getKey()))
                    .isEqualTo(archive.rows(trace.getKey(), DeviceStats.class));
        }
        assertThat(archive.rows(written.keySet(), DeviceStats.class)).isEqualTo(written);
    }

    @Test
    void areTheSameInMergedFiles() throws IOException {
        Clock later = Clock.fixed(Instant.parse("2200-01-01T00:00:00Z"), ZoneOffset.UTC);
        CompactRequest request = new CompactRequest(out, Duration.ofHours(1), 256L << 20, 2048, false, directory);
        assertThat(Compaction.run(request, later, FileOperations.REAL, where -> {}))
                .extracting(CompactionResult::outcome)
                .contains(CompactionResult.Outcome.MERGED);

        Map<String, List<DeviceStats>> rows = Archive.open(out).rows(Set.of("trace3", "trace4"), DeviceStats.class);

        assertThat(rows).containsOnlyKeys("trace3", "trace4");
        assertThat(rows.get("trace3")).containsExactlyInAnyOrderElementsOf(written.get("trace3"));
        assertThat(rows.get("trace4")).containsExactlyInAnyOrderElementsOf(written.get("trace4"));
    }
}
