package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends a command with a clean line, and with no file that is not whole. */
@EnabledOnOs(OS.LINUX)
class InterruptTest {

    private static final int ENDED_BY_SIGINT = 128 + 2;

    /** Whoever runs the tests in the background ignores the signal, and so would the commands. */
    private static final List<String> AT_A_TERMINAL =
            List.of("env", "--default-signal=INT", "JAVA_TOOL_OPTIONS=-Dtracemill.terminal=true");

    @TempDir
    private Path dir;

    private CommandProcesses processes;
    private Path work;

    @BeforeEach
    void begin() throws IOException {
        processes = new CommandProcesses(Files.createDirectory(dir.resolve("logs")));
        work = Files.createDirectory(dir.resolve("work"));
    }

    @AfterEach
    void endAll() {
        processes.killAll();
    }

    @Test
    void analyzeRemovesItsProgressAndItsFiles() throws Exception {
        Path trace = dir.resolve("trace.json");
        assertThat(CommandLineRun.of("generate", trace.toString(), "--size", "100MB")
                        .code())
                .isZero();
        Process analysis = processes.start(AT_A_TERMINAL, "analyze", trace.toString(), "--temp-dir", work.toString());
        processes.awaitLog(analysis, "trace.json: ");

        interrupt(analysis);

        assertThat(processes.log(analysis)).matches("(?s).*\r +\rtracemill: interrupted\n");
        assertThat(filesInWork()).isEmpty();
    }

    @Test
    void queryRemovesAnAnswerThatIsNotWhole() throws Exception {
        Path archive = dir.resolve("archive");
        Path trace = dir.resolve("small.json");
        CommandLineRun.of("generate", trace.toString(), "--size", "1MB");
        CommandLineRun.of("analyze", trace.toString(), "--out", archive.toString());
        Path answer = work.resolve("answer.csv");
        Process query = processes.start(
                AT_A_TERMINAL,
                "query",
                "--data",
                archive.toString(),
                "--format",
                "csv",
                "--output",
                answer.toString(),
                "select a.name, b.name from spans a, spans b, spans c");
        CommandProcesses.awaitTrue(() -> !filesInWork().isEmpty(), processes::logs);

        interrupt(query);

        assertThat(filesInWork()).isEmpty();
    }

    private void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor()).as(() -> processes.log(process)).isEqualTo(ENDED_BY_SIGINT);
    }

    private List<Path> filesInWork() {
        try (Stream<Path> files = Files.list(work)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
