package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.CrashingOperations;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceRemovalTest {

    private static final Clock LATER = Clock.fixed(Instant.parse("2200-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String OTHERS = "trace_id is distinct from 'trace1'";

    @TempDir
    private Path directory;

    private List<RemovalResult> drop(Path out, String trace, FileOperations operations) throws IOException {
        return TraceRemoval.run(new DropRequest(out, trace, false, directory), operations, where -> {});
    }

    @Test
    void aTraceGoesFromEveryDatasetAndTheFilesKeepTheirNamesAndOffsets() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 1, 9);
        compact(out, 70_000);
        Map<String, String> others = SmallFiles.rows(out, OTHERS);
        Map<Path, FileFooter> footers = footers(out);

        List<RemovalResult> removed = drop(out, "trace1", FileOperations.REAL);

        assertThat(removed)
                .extracting(RemovalResult::dataset)
                .startsWith("traces")
                .contains("spans", "device_stats")
                .doesNotContain("telemetry", "rank_spread");
        assertThat(removed).allMatch(part -> part.rows() > 0 && part.files() > 0);
        assertThat(SmallFiles.rows(out)).isEqualTo(others).isEqualTo(SmallFiles.globbed(out));
        assertThat(footers(out)).isEqualTo(footers);
        assertThat(drop(out, "trace1", FileOperations.REAL)).isEmpty();
    }

    @Test
    void aDryRunSaysWhatWouldGoAndChangesNothing() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 3, 6);
        Map<String, String> rows = SmallFiles.rows(out);

        List<RemovalResult> removed =
                TraceRemoval.run(new DropRequest(out, "trace1", true, directory), FileOperations.REAL, where -> {});

        assertThat(removed).extracting(RemovalResult::dataset).contains("spans", "traces");
        assertThat(SmallFiles.rows(out)).isEqualTo(rows);
    }

    @Test
    void aCrashBeforeAnyOperationIsFinishedByTheNextRunOfWhateverChangesTheArchive() throws Exception {
        Path whole = directory.resolve("whole");
        SmallFiles.write(whole, 5, 5);
        Map<String, String> rows = SmallFiles.rows(whole);
        Map<String, String> others = SmallFiles.rows(whole, OTHERS);
        int steps = 0;
        boolean crashed = true;
        while (crashed) {
            Path out = SmallFiles.copy(whole, directory.resolve("steps" + steps));
            crashed = crashes(out, steps);
            boolean intended = SmallFiles.names(out).stream().anyMatch(TraceRemovalTest::isIntent);

            Expiry.run(
                    new ExpireRequest(out, Duration.ofDays(3650), false, directory),
                    Clock.fixed(Instant.parse("2026-03-09T00:00:00Z"), ZoneOffset.UTC),
                    where -> {});

            assertThat(SmallFiles.globbed(out))
                    .as("after a crash before step %d", steps)
                    .isEqualTo(intended || !crashed ? others : SmallFiles.rows(out));
            assertThat(SmallFiles.rows(out)).isIn(rows, others);
            assertThat(SmallFiles.files(out)).allMatch(file -> file.toString().endsWith(".parquet"));
            steps++;
        }
        assertThat(steps).isGreaterThan(15);
    }

    private static boolean isIntent(String name) {
        return name.startsWith(".drop-") && !name.endsWith(".tmp");
    }

    private boolean crashes(Path out, int steps) throws IOException {
        try {
            drop(out, "trace1", new CrashingOperations(steps, () -> {}));
            return false;
        } catch (SimulatedCrash e) {
            return true;
        }
    }

    private void compact(Path out, long bytes) throws IOException {
        Compaction.run(new CompactRequest(out, Duration.ZERO, bytes, 2048, false, directory), LATER, where -> {});
    }

    private static Map<Path, FileFooter> footers(Path out) throws IOException {
        Map<Path, FileFooter> footers = new TreeMap<>();
        for (Path file : SmallFiles.files(out)) {
            footers.put(file, RowFileReader.footer(file));
        }
        return footers;
    }
}
