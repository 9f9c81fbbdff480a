package io.tracemill.systemtests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code archive verify} says of collectives of a run that do not add up. */
class CollectiveLawsTest {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            events | events | events | events + 1
            wait_ns | transit of its members + wait | duration_ns | duration_ns + 1
            """)
    void aNumberThatDoesNotAddUpIsTold(String column, String what, String expected, String found) throws Exception {
        Path traces = Files.createDirectories(dir.resolve("job"));
        for (int rank = 0; rank < 2; rank++) {
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, 2))
                    .write(traces.resolve("rank" + rank + ".json"), (a, b) -> {});
        }
        Path archive = dir.resolve("archive");
        assertThat(CommandLineRun.of("analyze", traces.toString(), "--out", archive.toString(), "--quiet")
                        .code())
                .isZero();
        Path file = ArchiveCorruption.file(archive, "collective_stats");
        List<String> row = ArchiveCorruption.row("select name, from_bytes, " + expected + ", " + found + " from '"
                + file + "' where complete_count > 0 order by all");
        ArchiveCorruption.rewrite(
                file,
                "select * replace (" + column + " + if(name = '" + row.get(0) + "' and from_bytes = " + row.get(1)
                        + ", 1, 0) as " + column + ") from file");

        CommandLineRun verify = CommandLineRun.of("archive", "verify", "--data", archive.toString());
        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.err())
                .isEqualTo("tracemill: " + file + ": collective " + row.get(0) + ": " + what + " must be " + row.get(2)
                        + " but was " + row.get(3) + System.lineSeparator());
    }
}
