package io.tracemill.systemtests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive to which three traces came one by one, merged, thinned out and emptied. */
class ArchiveUpkeepTest {

    private static final String LINE = System.lineSeparator();

    @TempDir
    private static Path shared;

    @TempDir
    private Path dir;

    private static Path analysed;

    @BeforeAll
    static void analyze() throws IOException {
        Path traces = Files.createDirectories(shared.resolve("job"));
        analysed = shared.resolve("analysed");
        for (int rank = 0; rank < 3; rank++) {
            Path trace = traces.resolve("rank" + rank + ".json");
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, 3)).write(trace, (a, b) -> {});
            CommandLineRun run =
                    CommandLineRun.of("analyze", trace.toString(), "--out", analysed.toString(), "--quiet");
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    private Path archive() throws IOException {
        return ArchiveCorruption.copy(analysed, dir.resolve("archive"));
    }

    private static String answer(String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    private static String report(Path archive) {
        return answer("report", "--data", archive.toString(), "--format", "json");
    }

    private static List<String> traces(Path archive) {
        return answer(
                        "query",
                        "--data",
                        archive.toString(),
                        "--format",
                        "csv",
                        "select trace_id from traces order by rank")
                .lines()
                .skip(1)
                .toList();
    }

    @Test
    void aMergedArchiveGivesTheSameReportFromOneFileADay() throws IOException {
        Path archive = archive();
        String before = report(archive);
        String spans = "select * from spans order by all";
        String rows = answer("query", "--data", archive.toString(), "--format", "csv", spans);

        String planned = answer("archive", "compact", "--data", archive.toString(), "--idle", "0s", "--dry-run");
        assertThat(planned).contains("planned").contains("spans/run=job/date=");
        String merged = answer("archive", "compact", "--data", archive.toString(), "--idle", "0s", "--format", "json");

        assertThat(merged).contains("\"outcome\" : \"merged\"", "\"files\" : 3");
        assertThat(report(archive)).isEqualTo(before);
        assertThat(answer("query", "--data", archive.toString(), "--format", "csv", spans))
                .isEqualTo(rows);
        assertThat(answer("archive", "verify", "--data", archive.toString())).endsWith(" 3 finished traces" + LINE);
        CommandLineRun again = CommandLineRun.of("archive", "compact", "--data", archive.toString(), "--idle", "0s");
        assertThat(again.code()).isZero();
        assertThat(again.err()).isEqualTo("tracemill archive compact: nothing to merge" + LINE);
    }

    @Test
    void aTraceThatWasDroppedIsGoneAndCanBeAnalysedAgain() throws IOException {
        Path archive = archive();
        answer("archive", "compact", "--data", archive.toString(), "--idle", "0s");
        List<String> traces = traces(archive);
        String before = operators(archive);

        String dropped = answer("archive", "drop", "--data", archive.toString(), "--trace", traces.get(1));

        assertThat(dropped).contains("traces", "spans", "operator_stats");
        assertThat(traces(archive)).containsExactly(traces.get(0), traces.get(2));
        assertThat(report(archive)).doesNotContain(traces.get(1));
        assertThat(answer("archive", "verify", "--data", archive.toString())).endsWith(" 2 finished traces" + LINE);
        CommandLineRun again =
                CommandLineRun.of("archive", "drop", "--data", archive.toString(), "--trace", traces.get(1));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err())
                .isEqualTo("tracemill: " + archive + ": contains no trace \"" + traces.get(1) + "\"" + LINE);
        answer("analyze", shared.resolve("job/rank1.json").toString(), "--out", archive.toString(), "--quiet");
        assertThat(operators(archive)).isEqualTo(before);
    }

    private static String operators(Path archive) {
        String sql = "select * from operator_stats order by all";
        return answer("query", "--data", archive.toString(), "--format", "csv", sql);
    }

    @Test
    void oldDaysExpire() throws IOException {
        Path archive = archive();
        CommandLineRun none =
                CommandLineRun.of("archive", "expire", "--data", archive.toString(), "--older-than", "99999d");
        assertThat(none.err()).isEqualTo("tracemill archive expire: nothing to remove" + LINE);

        String expired = answer("archive", "expire", "--data", archive.toString(), "--older-than", "1d");

        assertThat(expired).contains("removed").contains("traces/run=job/date=");
        assertThat(CommandLineRun.of("report", "--data", archive.toString()).err())
                .isEqualTo("tracemill: " + archive + ": contains no finished trace" + LINE);
    }

    @Test
    void whatMakesNoSenseIsSaidInOneLine() {
        assertThat(CommandLineRun.of("archive", "expire", "--data", "x", "--older-than", "12h"))
                .isEqualTo(
                        new CommandLineRun(2, "", "tracemill archive expire: --older-than must be at least 1d" + LINE));
        assertThat(CommandLineRun.of("archive", "compact").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("archive").err())
                .startsWith("tracemill archive: ")
                .contains("--bootstrap-server", "--out");
    }
}
