package io.tracemill.systemtests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code archive verify} says of rows that do not add up to the whole that they split, and of wrong ids. */
class SplitLawsTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path dir;

    private static Path good;

    @BeforeAll
    static void analyze() throws IOException {
        Path trace = shared.resolve("trace.json");
        new TraceGenerator(GeneratorConfig.of(1_500_000, 1).withStack(true)).write(trace, (a, b) -> {});
        good = shared.resolve("good");
        CommandLineRun analyze = CommandLineRun.of("analyze", trace.toString(), "--out", good.toString(), "--quiet");
        assertThat(analyze.code()).as(analyze.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            phase_stats    | device_ns       | step is null and device_ns > 0            | device 0: device_ns of its phases
            idle_stats     | idle_ns         | step is null and part = 'HOST'            | device 0: idle_host_ns by activity
            idle_stats     | idle_ns         | step is null and part = 'LAUNCH'          | device 0: idle_launch_ns by activity
            idle_stats     | idle_ns         | step is null and part = 'DEVICE'          | device 0: idle_device_ns by activity
            module_stats   | device_ns       | path = '(none)'                           | device 0: device_ns of its modules
            layer_stats    | device_ns       | layer = 'OTHER'                           | device 0: device_ns of its layers
            shape_stats    | device_ns       | operator is null                          | device 0: device_ns of its shapes
            shape_stats    | kernel_count    | operator is null                          | device 0: device events of its shapes
            memory_holders | peak_bytes      | peak_bytes > 0 and device is not null     | memory of device 0: peak_bytes of its holders
            memory_holders | end_count       | end_count > 0 and device is not null      | memory of device 0: end_count of its holders
            """)
    void aPartThatIsOneTooLargeIsTold(String dataset, String column, String row, String what) throws Exception {
        Path archive = archive();
        Path file = change(archive, dataset, column, row, column + " + 1");
        assertThat(difference(archive, file, what)).isOne();
    }

    @Test
    void operationsOfACallThatIsNotThereAreTold() throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "shape_stats");
        String row = "flops > 0 and device is not null";
        long flops = Long.parseLong(ArchiveCorruption.row("select flops from '" + file + "' where " + row + " limit 1")
                .get(0));
        change(archive, "shape_stats", "count", row, "count + 1");
        assertThat(difference(archive, file, "device 0: operations of its shapes"))
                .isEqualTo(flops);
    }

    @Test
    void aTotalThatLacksAModuleWithinIsTold() throws Exception {
        Path archive = archive();
        Path file = change(
                archive,
                "module_stats",
                "device_total_ns",
                "path = 'TransformerLayer_0' and device is not null",
                "device_total_ns - 1");
        assertThat(difference(archive, file, "device 0, module TransformerLayer_0: device_total_ns"))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            parent_id, kind = 'LAUNCH', an operator or annotation
            owner_id, kind = 'KERNEL', an operator or annotation
            launch_id, kind = 'KERNEL', a span of the host
            """)
    void anIdThatNamesNoSpanIsTold(String column, String row, String named) throws Exception {
        Path archive = archive();
        Path file = change(archive, "spans", column, row + " and " + column + " is not null", "-7");
        CommandLineRun verify = verify(archive);
        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.err())
                .startsWith("tracemill: " + file + ": trace ")
                .endsWith(": " + column + " must be that of " + named + " but was -7" + System.lineSeparator());
    }

    @Test
    void twoSpansWithOneIdAreTold() throws Exception {
        Path archive = archive();
        Path file = ArchiveCorruption.file(archive, "spans");
        String id = ArchiveCorruption.row("select max(span_id) from '" + file + "' where kind = 'KERNEL'")
                .get(0);
        change(archive, "spans", "span_id", "kind = 'KERNEL'", id);
        CommandLineRun verify = verify(archive);
        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.err())
                .startsWith("tracemill: " + file + ": trace ")
                .endsWith(": span " + id + " archived must be 1 but was 2" + System.lineSeparator());
    }

    private Path archive() throws IOException {
        return ArchiveCorruption.copy(good, dir.resolve("archive"));
    }

    /** Changes a column of the first row of a dataset for which a condition holds; returns its file. */
    private static Path change(Path archive, String dataset, String column, String row, String value) throws Exception {
        Path file = ArchiveCorruption.file(archive, dataset);
        String rows = "read_parquet('" + file + "', hive_partitioning = false, file_row_number = true)";
        String first = ArchiveCorruption.row("select min(file_row_number) from " + rows + " where " + row)
                .get(0);
        ArchiveCorruption.rewrite(
                file,
                "select * exclude (file_row_number) replace (if(file_row_number = " + first + ", " + value + ", "
                        + column + ") as " + column + ") from " + rows);
        return file;
    }

    /** Fails the verification with one line about this file; returns found without expected. */
    private static long difference(Path archive, Path file, String what) {
        CommandLineRun verify = verify(archive);
        assertThat(verify.code()).isEqualTo(1);
        String line = verify.err().strip();
        assertThat(line).startsWith("tracemill: " + file + ": trace ").contains(": " + what + " must be ");
        List<String> values =
                List.of(line.substring(line.indexOf(" must be ") + 9).split(" but was "));
        return Long.parseLong(values.get(1)) - Long.parseLong(values.get(0));
    }

    private static CommandLineRun verify(Path archive) {
        return CommandLineRun.of("archive", "verify", "--data", archive.toString());
    }
}
