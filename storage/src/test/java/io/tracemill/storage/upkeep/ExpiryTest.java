package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.storage.publish.CrashingOperations;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {

    /** A clock at ninety days after the end of the first of two dates. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-31T00:00:01Z"), ZoneOffset.UTC);

    private static final String LATER = "date > '2026-03-01'";

    @TempDir
    private Path directory;

    private List<ExpiryResult> expire(Path out, boolean dryRun, FileOperations operations) throws IOException {
        ExpireRequest request = new ExpireRequest(out, Duration.ofDays(90), dryRun, directory);
        return Expiry.run(request, CLOCK, operations, where -> {});
    }

    @Test
    void wholeDatesGoAndItIsSaidHowMuch() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 1, 8);
        Map<String, String> later = SmallFiles.rows(out, LATER);
        Map<String, String> all = SmallFiles.rows(out);

        List<ExpiryResult> planned = expire(out, true, FileOperations.REAL);
        assertThat(SmallFiles.rows(out)).isEqualTo(all);
        List<ExpiryResult> expired = expire(out, false, FileOperations.REAL);

        assertThat(planned).extracting(ExpiryResult::outcome).containsOnly(ExpiryResult.Outcome.PLANNED);
        assertThat(expired).extracting(ExpiryResult::outcome).containsOnly(ExpiryResult.Outcome.REMOVED);
        assertThat(expired)
                .extracting(ExpiryResult::bytes)
                .isEqualTo(planned.stream().map(ExpiryResult::bytes).toList());
        assertThat(expired)
                .filteredOn(part -> part.directory().equals(out.resolve("traces/run=run/date=2026-03-01")))
                .extracting(ExpiryResult::files, ExpiryResult::rows)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(4L, 4L));
        assertThat(SmallFiles.rows(out)).containsEntry("traces", later.get("traces"));
        assertThat(SmallFiles.rows(out)).isEqualTo(SmallFiles.rows(out, LATER));
        assertThat(Files.exists(out.resolve("traces/run=run/date=2026-03-01"))).isFalse();
    }

    @Test
    void aDirectoryInWhichSomebodyWritesIsLeftAndNamed() throws Exception {
        Path out = directory.resolve("out");
        SmallFiles.write(out, 2, 4);
        Path written = out.resolve("traces/run=run/date=2026-03-01");
        Files.createFile(written.resolve("cluster-tracemill.traces-0-6.parquet.w.tmp"));

        List<ExpiryResult> expired = expire(out, false, FileOperations.REAL);

        assertThat(expired)
                .filteredOn(part -> part.outcome() == ExpiryResult.Outcome.BUSY)
                .extracting(ExpiryResult::directory)
                .containsExactly(written);
        assertThat(written).isDirectory();
    }

    @Test
    void aCrashBeforeAnyOperationIsFinishedByTheNextRun() throws Exception {
        Path whole = directory.resolve("whole");
        SmallFiles.write(whole, 3, 4);
        int steps = 0;
        boolean crashed = true;
        while (crashed) {
            Path out = SmallFiles.copy(whole, directory.resolve("steps" + steps));
            crashed = crashes(out, steps);
            expire(out, false, FileOperations.REAL);

            assertThat(SmallFiles.rows(out))
                    .isEqualTo(SmallFiles.rows(out, LATER))
                    .isNotEmpty();
            assertThat(SmallFiles.files(out)).allMatch(file -> file.toString().endsWith(".parquet"));
            assertThat(SmallFiles.names(out)).noneMatch(name -> name.startsWith(".expired"));
            steps++;
        }
        assertThat(steps).isGreaterThan(10);
    }

    private boolean crashes(Path out, int steps) throws IOException {
        try {
            expire(out, false, new CrashingOperations(steps, () -> {}));
            return false;
        } catch (SimulatedCrash e) {
            return true;
        }
    }
}
