package io.tracemill.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {

    private static final Duration SETTLE = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    @Test
    void aFileIsHandedOutOnceUntilItChanges() throws IOException {
        Path file = Files.writeString(directory.resolve("t.json"), "[]");
        WatchedFiles files = new WatchedFiles(List.of(directory), SETTLE);

        assertThat(files.settled(0)).isEmpty();
        assertThat(files.settled(SETTLE.toNanos())).containsExactly(file);
        assertThat(files.settled(10 * SETTLE.toNanos())).isEmpty();

        Files.writeString(file, "[ ]");
        assertThat(files.settled(11 * SETTLE.toNanos())).isEmpty();
        assertThat(files.settled(12 * SETTLE.toNanos())).containsExactly(file);
    }

    @Test
    void whatIsNoRegularFileIsNeverHandedOut() throws Exception {
        Path pipe = directory.resolve("pipe.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        WatchedFiles files = new WatchedFiles(List.of(directory, pipe, directory.resolve("later")), SETTLE);

        assertThat(files.settled(0)).isEmpty();
        assertThat(files.settled(10 * SETTLE.toNanos())).isEmpty();
    }
}
