package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.storage.DuckDb;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.CrashingOperations;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.SimulatedCrash;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

    private static final Clock LATER = Clock.fixed(Instant.parse("2200-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private CompactRequest request(Path out) {
        return new CompactRequest(out, Duration.ofHours(1), 256L << 20, 2048, false, directory);
    }

    private List<CompactionResult> compact(Path out, FileOperations operations) throws IOException {
        return Compaction.run(request(out), LATER, operations, where -> {});
    }

    @Test
    void smallFilesBecomeOnePerDirectoryWithTheSameRowsByTraceAndTime() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 1, 12);
        Map<String, String> rows = SmallFiles.rows(out);

        List<CompactionResult> merged = compact(out, FileOperations.REAL);

        assertThat(merged).extracting(CompactionResult::outcome).containsOnly(CompactionResult.Outcome.MERGED);
        assertThat(SmallFiles.rows(out)).isEqualTo(rows);
        assertThat(SmallFiles.globbed(out)).isEqualTo(rows);
        List<Path> files = SmallFiles.files(out);
        assertThat(files).allMatch(file -> file.getFileName().toString().matches("merged-[0-9a-f-]{36}\\.parquet"));
        assertThat(files).extracting(Path::getParent).doesNotHaveDuplicates();
        for (Path spans : ArchiveTree.filesUnder(out.resolve("spans"))) {
            assertThat(DuckDb.query("select count(*) from (select (trace_id, start_ns) as k, lag(k) over (order by"
                            + " file_row_number) as before from read_parquet('" + spans
                            + "', file_row_number = true)) where before > k"))
                    .containsExactly("0");
        }
        assertThat(compact(out, FileOperations.REAL)).isEmpty();
    }

    @Test
    void filesOfAnOlderVersionWithoutAColumnOfTheOrderAreMerged() throws IOException {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 6, 12);
        try (UpkeepSession upkeep = UpkeepSession.open(out, FileOperations.REAL, directory)) {
            for (Path file : ArchiveTree.filesUnder(out.resolve("telemetry"))) {
                Path older = directory.resolve("older.parquet");
                upkeep.write(
                        "select * exclude (series_labels) from read_parquet('" + file + "', hive_partitioning = false)",
                        older,
                        RowFileReader.footer(file),
                        new UpkeepSession.Layout(RowFileReader.rowCount(file), 2048));
                Files.move(older, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }

        assertThat(compact(out, FileOperations.REAL))
                .extracting(CompactionResult::outcome)
                .containsOnly(CompactionResult.Outcome.MERGED);
    }

    @Test
    void aMergedFileHoldsTheOffsetsOfAllAndThoseThatFollowEachOtherAsOneRange() throws IOException {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 2, 8);

        compact(out, FileOperations.REAL);

        Path file = new ArchiveTree(out)
                .files(Datasets.TRACES, new HivePartition("run", SmallFiles.FIRST), java.util.Set.of())
                .get(0);
        assertThat(RowFileReader.footer(file).ranges())
                .containsExactly(
                        new OffsetRange("cluster", "tracemill.traces", 0, 0, 6),
                        new OffsetRange("other", "tracemill.traces", 0, 2, 4));
    }

    @Test
    void todayAndDirectoriesThatJustGotAFileAreLeftAlone() throws IOException {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 3, 8);
        List<Path> before = SmallFiles.files(out);

        assertThat(Compaction.run(request(out), Clock.systemUTC(), where -> {})).isEmpty();
        Clock onTheDay = Clock.fixed(Instant.parse("2026-03-01T23:59:59Z"), ZoneOffset.UTC);
        assertThat(Compaction.run(
                        new CompactRequest(out, Duration.ZERO, 256L << 20, 2048, false, directory),
                        onTheDay,
                        where -> {}))
                .isEmpty();

        assertThat(SmallFiles.files(out)).isEqualTo(before);
    }

    @Test
    void filesOfTheWantedSizeStayAndSmallerOnesMakeGroupsOfIt() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 4, 12);
        Map<String, String> rows = SmallFiles.rows(out);
        List<Path> before = SmallFiles.files(out);

        assertThat(Compaction.run(
                        new CompactRequest(out, Duration.ZERO, 1, 2048, false, directory), LATER, where -> {}))
                .isEmpty();
        assertThat(SmallFiles.files(out)).isEqualTo(before);
        Compaction.run(new CompactRequest(out, Duration.ZERO, 60_000, 2048, false, directory), LATER, where -> {});

        assertThat(SmallFiles.rows(out)).isEqualTo(rows);
        assertThat(ArchiveTree.filesUnder(out.resolve("traces"))).hasSizeBetween(3, 8);
    }

    @Test
    void aDirectoryInWhichAWriterHasAFileOpenIsAsItWas() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 5, 8);
        Map<String, String> rows = SmallFiles.rows(out);
        Path written = out.resolve("traces/run=run/date=" + SmallFiles.FIRST);
        Files.createFile(written.resolve("cluster-tracemill.traces-0-6.parquet.zombie.tmp"));
        List<Path> before = SmallFiles.files(written);

        List<CompactionResult> merged = compact(out, FileOperations.REAL);

        assertThat(merged)
                .filteredOn(part -> part.outcome() == CompactionResult.Outcome.BUSY)
                .extracting(CompactionResult::directory)
                .containsExactly(written);
        assertThat(SmallFiles.files(written)).isEqualTo(before);
        assertThat(SmallFiles.globbed(out)).isEqualTo(rows);
    }

    @Test
    void aDryRunSaysWhatWouldBeMergedAndChangesNothing() throws IOException {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 6, 8);
        List<Path> before = SmallFiles.files(out);

        List<CompactionResult> merged = Compaction.run(
                new CompactRequest(out, Duration.ZERO, 256L << 20, 2048, true, directory), LATER, where -> {});

        assertThat(merged).extracting(CompactionResult::outcome).containsOnly(CompactionResult.Outcome.PLANNED);
        assertThat(SmallFiles.files(out)).isEqualTo(before);
    }

    @Test
    void aCrashBeforeAnyOperationShowsEveryRowOnceAndIsFinishedOrUndoneByTheNextRun() throws Exception {
        Path small = directory.resolve("small");
        SmallFiles.write(small, 7, 6);
        Map<String, String> rows = SmallFiles.rows(small);
        int blocked = 0;
        int steps = 0;
        boolean crashed = true;
        while (crashed) {
            Path out = SmallFiles.copy(small, directory.resolve("steps" + steps));
            crashed = crashes(out, steps);

            assertThat(SmallFiles.rows(out)).as("crash before step %d", steps).isEqualTo(rows);
            blocked += isBlockedOrEqual(out, rows) ? 1 : 0;
            compact(out, FileOperations.REAL);

            assertThat(SmallFiles.globbed(out))
                    .as("after a crash before step %d", steps)
                    .isEqualTo(rows);
            assertThat(SmallFiles.files(out))
                    .as("after a crash before step %d", steps)
                    .allMatch(file -> file.toString().endsWith(".parquet"))
                    .noneMatch(file -> file.getFileName().toString().startsWith("0-"));
            steps++;
        }
        assertThat(steps).isGreaterThan(50);
        assertThat(blocked).isBetween(10, steps - 10);
    }

    private boolean crashes(Path out, int steps) throws IOException {
        try {
            compact(out, new CrashingOperations(steps, () -> {}));
            return false;
        } catch (SimulatedCrash e) {
            return true;
        }
    }

    /**
     * Checks that a reader that lists the directory sees every row once, or gets an error. Returns whether it got the
     * error.
     */
    private static boolean isBlockedOrEqual(Path out, Map<String, String> rows) {
        try {
            assertThat(SmallFiles.globbed(out)).isEqualTo(rows);
            return false;
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("0-replacement-in-progress-");
            return true;
        }
    }

    @Test
    void betweenAnyTwoOperationsEveryRowIsSeenOnce() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 8, 6);
        Map<String, String> rows = SmallFiles.rows(out);
        List<Integer> seen = new ArrayList<>();

        compact(out, new CrashingOperations(Long.MAX_VALUE, () -> {
            try {
                assertThat(SmallFiles.rows(out)).isEqualTo(rows);
                seen.add(isBlockedOrEqual(out, rows) ? 1 : 0);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }));

        assertThat(seen).contains(0, 1);
    }

    @Test
    void aDirectoryWithADamagedFileIsLeftAloneAndTheOthersAreMerged() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 10, 8);
        Path file = ArchiveTree.filesUnder(out.resolve("spans/run=run/date=" + SmallFiles.FIRST))
                .get(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(500), 4);
        }
        List<Path> before = SmallFiles.files(file.resolveSibling(""));

        List<CompactionResult> merged = compact(out, FileOperations.REAL);

        assertThat(merged)
                .filteredOn(part -> part.outcome() == CompactionResult.Outcome.DAMAGED)
                .extracting(CompactionResult::directory)
                .containsExactly(file.resolveSibling(""));
        assertThat(merged).extracting(CompactionResult::outcome).contains(CompactionResult.Outcome.MERGED);
        assertThat(SmallFiles.files(file.resolveSibling(""))).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoneIsLeftOutAndTheOthersAreMerged() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 11, 8);
        Map<String, String> rows = SmallFiles.rows(out);
        Path foreign = Files.writeString(
                out.resolve("traces/run=run/date=" + SmallFiles.FIRST).resolve("notes.parquet"), "Dear diary");

        List<CompactionResult> merged = compact(out, FileOperations.REAL);

        assertThat(merged).extracting(CompactionResult::outcome).containsOnly(CompactionResult.Outcome.MERGED);
        assertThat(foreign).hasContent("Dear diary");
        Files.delete(foreign);
        assertThat(SmallFiles.rows(out)).isEqualTo(rows);
    }

    @Test
    void aSecondOneAtTheSameTimeIsRejected() throws IOException {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 9, 2);
        try (UpkeepSession first = UpkeepSession.open(out, FileOperations.REAL, directory)) {
            assertThat(first.data()).isEqualTo(out);
            assertThatThrownBy(() -> compact(out, FileOperations.REAL))
                    .isInstanceOf(IOException.class)
                    .hasMessage(out + ": another compact, expire or drop is running here");
        }
    }
}
