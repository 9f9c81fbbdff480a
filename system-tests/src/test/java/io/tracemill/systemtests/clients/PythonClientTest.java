package io.tracemill.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of Python has tests of its own, in Python. */
class PythonClientTest {

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

    @Test
    void itsOwnTestsPass() throws IOException, InterruptedException {
        Python python = new Python(processes, dir);
        python.assumeThere();

        Process tests = python.start("-m", "unittest");

        assertThat(tests.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(tests.exitValue()).as(processes.log(tests)).isZero();
        assertThat(processes.log(tests)).doesNotContain("Ran 0 tests");
    }
}
