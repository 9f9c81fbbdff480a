package io.tracemill.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    void onlyTelemetryIsHandedOutOfOtherFiles() throws IOException {
        Path scrape = Files.writeString(directory.resolve("a.txt"), "# TYPE up gauge\nup 1\n");
        Path log = Files.writeString(directory.resolve("b.log"), "step 5 loss 0.3\n");
        WatchedFiles files = new WatchedFiles(List.of(directory), SETTLE);

        assertThat(files.settled(0)).isEmpty();
        assertThat(files.settled(SETTLE.toNanos())).containsExactly(scrape);

        Files.writeString(log, "timestamp, uuid, power.draw [W]\n");
        assertThat(files.settled(2 * SETTLE.toNanos())).isEmpty();
        assertThat(files.settled(3 * SETTLE.toNanos())).containsExactly(log);
    }

    @Test
    void aFileIsOpenedOnceForEachChangeOnly() throws IOException {
        String scrape = "# TYPE up gauge\nup 1\n";
        Path text = Files.writeString(directory.resolve("a.txt"), "-".repeat(scrape.length()));
        FileTime written = Files.getLastModifiedTime(text);
        WatchedFiles files = new WatchedFiles(List.of(directory), SETTLE);
        files.settled(0);
        assertThat(files.settled(SETTLE.toNanos())).isEmpty();

        Files.writeString(text, scrape);
        Files.setLastModifiedTime(text, written);
        assertThat(files.settled(10 * SETTLE.toNanos())).isEmpty();

        Files.setLastModifiedTime(text, FileTime.fromMillis(written.toMillis() + 1000));
        files.settled(11 * SETTLE.toNanos());
        assertThat(files.settled(12 * SETTLE.toNanos())).containsExactly(text);
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
