package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an analysis without an archive directory nothing is left, however it ends. */
class UnkeptArchiveTest {

    private static final String NOTHING_KEPT =
            "tracemill analyze: no archive was kept; --out DIR keeps the results in an archive\n";

    @TempDir
    private Path dir;

    private Path temp;
    private CommandProcesses processes;

    @BeforeEach
    void prepare() throws IOException {
        temp = Files.createDirectory(dir.resolve("temp"));
        processes = new CommandProcesses(Files.createDirectory(dir.resolve("logs")));
    }

    @AfterEach
    void endAll() {
        processes.killAll();
    }

    private Process analyze(Path trace) throws IOException {
        return processes.start("analyze", trace.toString(), "--temp-dir", temp.toString());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(file -> !file.equals(temp)).toList();
        }
    }

    @Test
    void theReportIsPrintedAndTheArchiveIsRemoved() throws Exception {
        Process process = analyze(Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR));

        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> processes.log(process)).isZero();
        assertThat(processes.log(process)).contains("aten::matmul").endsWith(NOTHING_KEPT);
        assertThat(left()).isEmpty();
    }

    @Test
    void theArchiveIsRemovedIfTheProcessIsToldToEnd() throws Exception {
        Path trace = dir.resolve("large.json");
        assertThat(CommandLineRun.of("generate", trace.toString(), "--size", "60MB")
                        .code())
                .isZero();
        Process process = analyze(trace);
        CommandProcesses.awaitTrue(this::hasArchive);

        processes.terminate(process);

        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(left()).isEmpty();
    }

    private boolean hasArchive() {
        try (Stream<Path> files = Files.walk(temp, 2)) {
            return files.anyMatch(file -> file.endsWith("archive"));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void severalRanksAreComparedAsInAnArchiveThatStays() throws IOException {
        Path run = Files.createDirectories(dir.resolve("job"));
        Files.writeString(run.resolve("a-rank0.json"), SmallTraces.PAIR);
        Files.writeString(run.resolve("b-rank1.json"), SmallTraces.PAIR);

        CommandLineRun unkept = CommandLineRun.of("analyze", run.toString(), "--temp-dir", temp.toString());
        CommandLineRun kept = CommandLineRun.of(
                "analyze", run.toString(), "--out", dir.resolve("kept").toString());

        assertThat(unkept.err()).isEqualTo(NOTHING_KEPT);
        assertThat(unkept.out()).isEqualTo(kept.out()).contains("(run job: 2 ranks compared)");
    }
}
