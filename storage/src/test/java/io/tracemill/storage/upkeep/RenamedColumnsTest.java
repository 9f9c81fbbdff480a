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

    @Test
    void columnsOfADerivedDatasetGetTheirNewNames() throws Exception {
        Path partition = Files.createDirectories(directory.resolve("out/communication/run=run/date=2026-03-01"));
        put(partition, 0, "'t1' as trace_id, 5::bigint as start_ns, '[0,1]' as ranks, 1::bigint as sequence");
        put(partition, 1, "'t2' as trace_id, 5::bigint as start_ns, '[2]' as group_ranks, 2::bigint as group_sequence");

        compact();

        Path merged = ArchiveTree.filesUnder(partition).get(0);
        assertThat(DuckDb.query("select trace_id, group_ranks, group_sequence from '" + merged + "' order by trace_id"))
                .containsExactly("t1|[0,1]|1", "t2|[2]|2");
        assertThat(DuckDb.query("select count(*) from (describe from read_parquet('" + merged
                        + "', hive_partitioning = false)) where column_name in ('ranks', 'sequence')"))
                .containsExactly("0");
    }

    @Test
    void theNumbersOfOldFilesAddUp() throws Exception {
        Path partition = Files.createDirectories(directory.resolve("out/collective_stats/run=run/date=2026-03-01"));
        String row =
                "'allreduce' as name, 2::bigint as group_size, 3::bigint as events, 0::bigint as incomplete_events,"
                        + " 0::bigint as mismatched_events, 1::bigint as unmatched_events, 10::bigint as duration_ns,"
                        + " 4::bigint as transit_ns, 2::bigint as wait_ns, ";
        put(partition, 0, row + "1::bigint as complete");
        VerifyRequest request = new VerifyRequest(directory.resolve("out"), false, directory);
        assertThat(Verification.run(request, where -> {}).difference()).isEmpty();

        put(partition, 1, row + "2::bigint as complete");
        assertThat(Verification.run(request, where -> {}).difference())
                .hasValueSatisfying(
                        difference -> assertThat(difference.toString()).contains("collective allreduce"));
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
