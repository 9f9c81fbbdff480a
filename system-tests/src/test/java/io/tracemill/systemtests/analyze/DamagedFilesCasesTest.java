package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * From file to archive: small traces that several writers wrote, or that are damaged outside of their events, in the
 * directory {@code cases} beside the recorded ones.
 */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class DamagedFilesCasesTest {

    @TempDir
    Path dir;

    private CommandLineRun run = new CommandLineRun(0, "", "");

    @Test
    void theEventsOfAllWritersAreReadAndTheSeamIsAnError() {
        analyze("interleaved_writers.json", 3);

        assertThat(row("select totals.published, totals.rejected['trailing-bytes'] from traces"))
                .isEqualTo("260,1");
        assertThat(run.err()).contains("9300 of its 40276 bytes are no whole events, or lie behind the end of a trace");
    }

    @Test
    void theDocumentsOfAllStreamsAreRead() {
        analyze("proton_streams.json", 0);

        assertThat(row("select sum(count), (select any_value(totals.documents) from traces) from kernel_stats"))
                .isEqualTo("4000,8");
    }

    @Test
    void eventsUnderADamagedNameAreRead() {
        analyze("key_flip.json", 0);

        assertThat(row("select totals.published, totals.rejected['broken-metadata'] from traces"))
                .isEqualTo("300,1");
    }

    @Test
    void aDamagedMemberIsLostAlone() {
        analyze("meta_break_drops_rest.json", 0);

        assertThat(row("select rank, header.world_size, header.base_time_ns, date, totals.published from traces"))
                .isEqualTo("5,8,1700000000000000000,2023-11-14,300");
        assertThat(row("select map_keys(header.metadata) from traces")).doesNotContain("schemaVersion");
    }

    @Test
    void aSecretInTheEnvironmentStaysThere() throws IOException {
        Path letters = dir.resolve("letters.json");
        analyze("secret_in_dead_letter.json", 0, "--dead-letters", letters.toString());

        assertThat(row("select totals.published from traces")).isEqualTo("300");
        assertThat(Files.readString(letters)).contains("broken-metadata").doesNotContain("SECRET");
        assertThat(run.out() + run.err()).doesNotContain("SECRET");
    }

    private void analyze(String name, int code, String... options) {
        Path file = Path.of(System.getenv("TRACEMILL_CORPUS"))
                .resolveSibling("cases")
                .resolve(name);
        String[] command = {
            "analyze", file.toString(), "--out", dir.resolve("archive").toString(), "--no-progress"
        };
        String[] all =
                Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray(String[]::new);
        run = CommandLineRun.of(all);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
    }

    /** The only row, as CSV. */
    private String row(String sql) {
        CommandLineRun query =
                CommandLineRun.of("query", "--data", dir.resolve("archive").toString(), "--format", "csv", sql);
        assertThat(query.code()).as(query.err()).isZero();
        assertThat(query.out().lines()).hasSize(2);
        return query.out().lines().skip(1).findFirst().orElseThrow();
    }
}
