package io.tracemill.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of Python has tests of its own, in Python. */
class PythonClientTest {

    private static final Path CLIENT = Path.of("../clients/python");
    private static final int LONGEST_SECONDS = 600;

    @TempDir
    private Path dir;

    private CommandProcesses processes;

    @BeforeEach
    void begin() {
        processes = new CommandProcesses(dir);
    }

    @AfterEach
    void end() {
        processes.killAll();
    }

    /** Runs Python to its end; its log is that of the process. */
    private Process python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        Process process = processes.start(CLIENT, Files.createTempFile(dir, "python", ".log"), command);
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private boolean hasPython() throws InterruptedException {
        try {
            return python("-c", "import sys; sys.exit(sys.version_info < (3, 8))")
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void itsOwnTestsPass() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "there is no python3 of version 3.8 or newer");

        Process tests = python("-m", "unittest");

        assertThat(tests.exitValue()).as(processes.log(tests)).isZero();
        assertThat(processes.log(tests)).doesNotContain("Ran 0 tests");
    }
}
