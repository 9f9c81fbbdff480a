package io.tracemill.ingest.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.ingest.IngestException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillSpaceTest {

    @TempDir
    Path directory;

    @Test
    void aFullDiskIsOneLineBeforeAnythingIsWritten() {
        SpillSpace space = new SpillSpace(directory, "rank0.json", () -> 100L << 20);

        assertThatThrownBy(() -> space.check(80L << 20))
                .isInstanceOf(IngestException.class)
                .hasMessage("rank0.json: disk full: sorting needs 144 MB more in " + directory
                        + " and 100 MB are free; free some or set another directory");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnErrorThatNamesIt() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        SpillSpace space = new SpillSpace(file.resolve("below"), "rank0.json");

        assertThatThrownBy(space::open)
                .isInstanceOf(IngestException.class)
                .hasMessageStartingWith(
                        "rank0.json: disk full or failing: a temporary file in " + file.resolve("below"));
    }

    @Test
    void aTemporaryFileIsGoneWhenItIsClosed() throws Exception {
        try (FileChannel channel = new SpillSpace(directory, "rank0.json").open()) {
            channel.write(ByteBuffer.wrap(new byte[10]));
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
