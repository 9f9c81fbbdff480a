package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.storage.DuckDb;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.publish.ArchiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging of files of several versions, whose columns have several names. */
class RenamedColumnsTest {

    private static final Clock LATER = Clock.fixed(Instant.parse("2200-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void columnsOfOldFilesGetTheirNewNames() throws Exception {
        Path partition = Files.createDirectories(directory.resolve("out/operator_stats/run=run/date=2026-03-01"));
        put(partition, 0, "'t1' as trace_id, 1.0::double as percentage, 2.0::double as device_percentage");
        put(partition, 1, "'t2' as trace_id, 3.0::double as self_pct, 4.0::double as device_pct");
        put(partition, 2, "'t3' as trace_id, 5.0::double as percentage, 6.0::double as device_percentage");

        assertThat(compact()).extracting(CompactionResult::outcome).containsExactly(CompactionResult.Outcome.MERGED);

        Path merged = ArchiveTree.filesUnder(partition).get(0);
        assertThat(DuckDb.query("select trace_id, self_pct, device_pct from '" + merged + "' order by trace_id"))
                .containsExactly("t1|1.0|2.0", "t2|3.0|4.0", "t3|5.0|6.0");
        assertThat(DuckDb.query("select column_name from (describe from read_parquet('" + merged
                        + "', hive_partitioning = false))"))
                .containsExactlyInAnyOrder("trace_id", "self_pct", "device_pct");
    }

    @Test
    void oldFilesAloneGetTheNewNamesToo() throws Exception {
        Path partition = Files.createDirectories(directory.resolve("out/kernel_stats/run=run/date=2026-03-01"));
        put(partition, 0, "'t1' as trace_id, 1.0::double as percentage");
        put(partition, 1, "'t2' as trace_id, 3.0::double as percentage");

        compact();

        Path merged = ArchiveTree.filesUnder(partition).get(0);
        assertThat(DuckDb.query("select trace_id, device_pct from '" + merged + "' order by trace_id"))
                .containsExactly("t1|1.0", "t2|3.0");
    }

    /** A file with one row, as an archive job leaves it. */
    private void put(Path partition, int offset, String row) throws IOException, SQLException {
        FileFooter footer = new FileFooter(new OffsetRange("cluster", "topic", 0, offset, offset), "writer");
        try (FileSql sql = FileSql.open(directory)) {
            sql.run("copy (select " + row + ") to '" + partition.resolve("cluster-topic-0-" + offset + ".parquet")
                    + "' (format parquet, " + FileSql.keyValues(footer.keyValues()) + ")");
        }
    }

    private List<CompactionResult> compact() throws IOException {
        Path out = directory.resolve("out");
        return Compaction.run(
                new CompactRequest(out, Duration.ofHours(1), 256L << 20, 2048, false, directory), LATER, where -> {});
    }
}
