package io.tracemill.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/notebook.md draw the steps of an archive, as they stand there. */
class NotebookTest {

    private static final Path PAGE = Path.of("../docs/notebook.md");
    private static final int LONGEST = 10;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private static final String SQL = "select step, avg(computing_ns) / 1e6, avg(exposed_communication_ns) / 1e6, "
            + "avg(exposed_memcpy_ns) / 1e6, avg(idle_ns) / 1e6 from device_stats where step >= 0 "
            + "group by step order by step";

    @TempDir
    Path dir;

    private static String code() throws IOException {
        Matcher code = Pattern.compile("(?s)```python\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(code.find()).isTrue();
        assertThat(code.group(1).lines()).hasSizeLessThanOrEqualTo(LONGEST);
        return code.group(1);
    }

    /** Runs a command in the directory to its end, and returns what it printed; empty if there is no such command. */
    private String output(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
        builder.environment().put("MPLBACKEND", "Agg");
        builder.redirectErrorStream(true)
                .redirectOutput(dir.resolve("output.log").toFile());
        try {
            Process process = builder.start();
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() + " " + Files.readString(dir.resolve("output.log"));
        } catch (IOException e) {
            return "";
        }
    }

    private List<String> pythons() throws IOException, InterruptedException {
        List<String> pythons = new ArrayList<>();
        for (String python : List.of("python3", "/usr/bin/python3")) {
            if (output(python, "-c", "import duckdb, pandas, matplotlib; print('has all')")
                    .startsWith("0 has all")) {
                pythons.add(python);
            }
        }
        return pythons;
    }

    private void assertAnalyzes() throws IOException {
        Path traces = new StepTraces(
                        List.of("aten::mm", "aten::relu", "c10d::allreduce_"),
                        12,
                        (rank, step, operator) -> 40_000 + 1_000L * step)
                .write(dir.resolve("resnet"), 2);
        CommandLineRun run = CommandLineRun.of(
                "analyze", traces.toString(), "--out", dir.resolve("archive").toString(), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void thePagesLinesDrawTheSteps() throws IOException, InterruptedException {
        String code = code();
        List<String> pythons = pythons();
        assumeTrue(!pythons.isEmpty(), "there is no Python with the packages duckdb, pandas and matplotlib");
        assertAnalyzes();
        Path script = Files.writeString(dir.resolve("notebook.py"), code + "steps.to_csv('steps.csv')\n");

        assertThat(output(pythons.get(0), script.toString())).startsWith("0 ");

        assertThat(Files.readAllBytes(dir.resolve("steps.png"))).startsWith(PNG).hasSizeGreaterThan(5_000);
        String expected = CommandLineRun.of(
                        "query", "--data", dir.resolve("archive").toString(), "--format", "csv", SQL)
                .out();
        assertThat(Files.readAllLines(dir.resolve("steps.csv")).stream().skip(1))
                .hasSize(12)
                .containsExactlyElementsOf(expected.lines().skip(1).toList());
    }
}
