package io.tracemill.systemtests.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Python that is there, which finds the client. */
final class Python {

    private static final Path CLIENT = Path.of("../clients/python");
    private static final int PATIENCE_SECONDS = 60;

    private final CommandProcesses processes;
    private final Path logs;
    private int started;

    /** What its processes say goes to files in a directory. */
    Python(CommandProcesses processes, Path logs) {
        this.processes = processes;
        this.logs = logs;
    }

    /** Starts Python. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        return processes.start(CLIENT, logs.resolve("python" + started++ + ".log"), command);
    }

    /** Skips a test where there is none that the client supports. */
    void assumeThere() throws InterruptedException {
        boolean there;
        try {
            Process asked = start("-c", "import sys; sys.exit(sys.version_info < (3, 8))");
            there = asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "there is no python3 of version 3.8 or newer");
    }
}
