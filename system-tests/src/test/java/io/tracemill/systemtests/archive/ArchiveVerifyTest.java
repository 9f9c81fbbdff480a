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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One archive per law, in which nothing but one value is wrong. */
class ArchiveVerifyTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path dir;

    private static Path good;

    @BeforeAll
    static void analyze() throws IOException {
        Path traces = Files.createDirectories(shared.resolve("job"));
        for (int rank = 0; rank < 2; rank++) {
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, 2))
                    .write(traces.resolve("rank" + rank + ".json"), (a, b) -> {});
        }
        good = shared.resolve("good");
        CommandLineRun analyze = CommandLineRun.of("analyze", traces.toString(), "--out", good.toString(), "--quiet");
        assertThat(analyze.code()).as(analyze.err()).isZero();
    }

    private static CommandLineRun verify(Path archive, String... more) {
        List<String> args = new java.util.ArrayList<>(List.of("archive", "verify", "--data", archive.toString()));
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(String[]::new));
    }

    private Path archive() throws IOException {
        return ArchiveCorruption.copy(good, dir.resolve("archive"));
    }

    /** Fails the verification, and says so in this one line. */
    private static void assertDifference(Path archive, Path file, String line) {
        CommandLineRun run = verify(archive);
        assertThat(run.err()).isEqualTo("tracemill: " + file + ": " + line + System.lineSeparator());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aGoodArchiveIsAsItMustBe() throws Exception {
        CommandLineRun run = verify(good);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("OK: ").endsWith(" rows, 2 finished traces" + System.lineSeparator());
        assertThat(verify(good, "--format", "json").out()).contains("\"traces\" : 2", "\"difference\" : null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            computing_ns | computing + exposed communication + exposed copies + idle | total_ns | total_ns + 1
            exposed_communication_ns | computing + exposed communication + exposed copies + idle | total_ns | total_ns + 1
            overlap_ns | overlap + exposed communication | communication_ns | communication_ns + 1
            idle_host_ns | the parts of idle | idle_ns | idle_ns + 1
            memcpy_ns | memcpy_ns | memcpy_ns | memcpy_ns + 1
            device_events | device_events | device_events | device_events + 1
            start_ns | start_ns | start_ns | start_ns + 1
            """)
    void aNumberOfADeviceThatDoesNotAddUpIsTold(String column, String what, String expected, String found)
            throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "device_stats");
        List<String> row = ArchiveCorruption.row("select trace_id, device, " + expected + ", " + found + " from '"
                + file + "' where step is null order by trace_id");
        ArchiveCorruption.rewrite(
                file,
                "select * replace (" + column + " + if(step is null and trace_id = '" + row.get(0) + "', 1, 0) as "
                        + column + ") from file");

        assertDifference(
                archive,
                file,
                "trace " + row.get(0) + ": device " + row.get(1) + ": " + what + " must be " + row.get(2) + " but was "
                        + row.get(3));
    }

    @Test
    void aStepThatDoesNotAddUpToTheTraceIsTold() throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "device_stats");
        List<String> row = ArchiveCorruption.row(
                "select trace_id, device, device_events from '" + file + "' where step is null order by trace_id");
        ArchiveCorruption.rewrite(
                file,
                "select * replace (device_events + if(trace_id = '" + row.get(0)
                        + "' and step = (select max(step) from file), 1, 0) as device_events) from file");

        assertDifference(
                archive,
                file,
                "trace " + row.get(0) + ": device " + row.get(1) + ": device_events of its steps must be " + row.get(2)
                        + " but was " + (Long.parseLong(row.get(2)) + 1));
    }

    @ParameterizedTest
    @CsvSource({"count", "total_ns", "min_ns", "max_ns", "self_ns", "kernel_count", "device_ns"})
    void aStatisticOfAnOperatorThatTheSpansDoNotSayIsTold(String column) throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "operator_stats");
        List<String> row = ArchiveCorruption.row("select trace_id, operator, " + column + ", kind from '" + file
                + "' where kind = 'OPERATOR' and kernel_count > 0 order by all");
        ArchiveCorruption.rewrite(
                file,
                "select * replace (" + column + " + if(kind = 'OPERATOR' and trace_id = '" + row.get(0)
                        + "' and operator = '" + row.get(1) + "', 1, 0) as " + column + ") from file");

        boolean owned = column.startsWith("kernel") || column.startsWith("device");
        assertDifference(
                archive,
                file,
                "trace " + row.get(0) + ": operator " + row.get(1) + (owned ? "" : " (OPERATOR)") + ": " + column
                        + " must be " + row.get(2) + " but was " + (Long.parseLong(row.get(2)) + 1));
    }

    @ParameterizedTest
    @CsvSource({"count", "total_ns", "min_ns", "max_ns"})
    void aStatisticOfAKernelThatTheSpansDoNotSayIsTold(String column) throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "kernel_stats");
        List<String> row = ArchiveCorruption.row(
                "select trace_id, kernel, device, kind, " + column + " from '" + file + "' order by all");
        ArchiveCorruption.rewrite(
                file,
                "select * replace (" + column + " + if(trace_id = '" + row.get(0) + "' and kernel = '" + row.get(1)
                        + "', 1, 0) as " + column + ") from file");

        assertDifference(
                archive,
                file,
                "trace " + row.get(0) + ": kernel " + row.get(1) + " (" + row.get(3) + ") on device " + row.get(2)
                        + ": " + column + " must be " + row.get(4) + " but was " + (Long.parseLong(row.get(4)) + 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            operator_stats; operator, kind; 'operator ' || operator || ' (' || kind || ')'
            kernel_stats; kernel, device; 'kernel ' || kernel || ' (' || kind || ') on device ' || device
            device_stats; step nulls first; 'device ' || device || ': row'
            bottlenecks; step nulls first; 'device ' || device || ': bottleneck'
            """)
    void aRowThatIsThereTwiceIsTold(String dataset, String order, String what) throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, dataset);
        ArchiveCorruption.rewrite(file, "from file union all (from file order by trace_id, " + order + " limit 1)");
        List<String> row =
                ArchiveCorruption.row("select trace_id, " + what + " from '" + file + "' order by trace_id, " + order);

        assertDifference(archive, file, "trace " + row.get(0) + ": " + row.get(1) + " archived must be 1 but was 2");
    }

    @Test
    void spansThatAreMissingAreToldByTheTrace() throws Exception {
        Path archive = archive();
        Path spans = ArchiveCorruption.file(archive, "spans");
        Path traces = ArchiveCorruption.file(archive, "traces");
        List<String> row =
                ArchiveCorruption.row("select trace_id, spans_written from '" + traces + "' order by trace_id");
        ArchiveCorruption.rewrite(
                spans,
                "select * exclude (file_row_number) from read_parquet('" + spans
                        + "', file_row_number = true) where file_row_number <> (select min(file_row_number) from read_parquet('"
                        + spans + "', file_row_number = true) where trace_id = '" + row.get(0) + "')");

        assertDifference(
                archive,
                traces,
                "trace " + row.get(0) + ": spans must be " + row.get(1) + " but was "
                        + (Long.parseLong(row.get(1)) - 1));
    }

    @Test
    void aTraceThatIsArchivedTwiceIsToldWithTheFileThatHasItAgain() throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "traces");
        Path again = Files.copy(file, other(file));
        ArchiveCorruption.rewrite(
                again,
                "from file order by trace_id limit 1",
                ArchiveCorruption.footer(file)
                        .replace("'tracemill.topic': 'tracemill.traces'", "'tracemill.topic': 'other.traces'"));
        List<String> row = ArchiveCorruption.row("select trace_id from '" + again + "'");

        assertDifference(archive, again, "trace " + row.get(0) + ": archived must be 1 but was 2");
    }

    @Test
    void filesThatHoldTheSameOffsetsAreTold() throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "kernel_stats");
        Path again = Files.copy(file, other(file));
        List<String> footer =
                ArchiveCorruption.row("select value.first, value.last, value.cluster from (select map_from_entries("
                        + "list((decode(key), decode(value)))) as m, {'first': m['tracemill.first_offset'], 'last':"
                        + " m['tracemill.last_offset'], 'cluster': m['tracemill.cluster']} as value from parquet_kv_metadata('"
                        + file
                        + "'))");

        assertDifference(
                archive,
                again,
                "the first offset after those of " + file.getFileName() + " (tracemill.kernel-stats-0 " + footer.get(0)
                        + " to " + footer.get(1) + " of cluster " + footer.get(2) + ") must be at least "
                        + (Long.parseLong(footer.get(1)) + 1) + " but was " + footer.get(0));
    }

    @Test
    void aFileThatWasNeverFinishedIsToldUnlessSomebodyMayBeWriting() throws Exception {
        Path archive = archive();
        Path temp = Files.createFile(
                ArchiveCorruption.file(archive, "spans").resolveSibling("c-tracemill.spans-0-7.parquet.w.tmp"));

        String told = " must be published but was unfinished (--live if an archive service is running)";
        assertDifference(archive, temp, "a file in the directory of a dataset" + told);
        CommandLineRun live = verify(archive, "--live");
        assertThat(live.code()).as(live.err()).isZero();
        assertThat(live.out()).endsWith("  unfinished files: 1" + System.lineSeparator());
    }

    @Test
    void aFileThatIsCutIsTold() throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "operator_stats");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));

        CommandLineRun run = verify(archive);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("tracemill: " + file
                        + ": the file must be readable but was not a Parquet file, or a truncated one"
                        + System.lineSeparator());
    }

    @Test
    void whereSpansWereLeftOutItIsSaidAndNoStatisticMayBeLessThanWhatIsThere() throws Exception {
        Path archive = dir.resolve("lean");
        CommandLineRun analyze = CommandLineRun.of(
                "analyze",
                shared.resolve("job/rank0.json").toString(),
                "--out",
                archive.toString(),
                "--quiet",
                "--min-duration",
                "5us");
        assertThat(analyze.code()).as(analyze.err()).isZero();
        assertThat(verify(archive).out())
                .contains(
                        "  traces without all of their spans (statistics checked against totals and written spans): 1");
        Path file = ArchiveCorruption.file(archive, "operator_stats");
        List<String> row = ArchiveCorruption.row(
                "select trace_id, operator, n from (select trace_id, name as operator, count(*) as n"
                        + " from '" + ArchiveCorruption.file(archive, "spans")
                        + "' where kind = 'OPERATOR' group by all) order by n desc");
        ArchiveCorruption.rewrite(
                file,
                "select * replace (if(kind = 'OPERATOR' and operator = '" + row.get(1)
                        + "', 1, count) as count) from file");

        assertDifference(
                archive,
                file,
                "trace " + row.get(0) + ": operator " + row.get(1)
                        + " (OPERATOR): count, where not all spans were written, must be " + row.get(2) + " but was 1");
    }

    /** A file of the same partition that begins later, by its name. */
    private static Path other(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("-\\d+\\.parquet$", "-99999.parquet"));
    }

    @Test
    void whatIsNoArchiveIsOneLine() {
        CommandLineRun run = verify(dir.resolve("none"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("tracemill: " + dir.resolve("none") + ": no such directory" + System.lineSeparator());
    }
}
