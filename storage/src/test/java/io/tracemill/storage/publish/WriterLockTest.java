package io.tracemill.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterLockTest {

    @TempDir
    Path out;

    @Test
    void whatADeadWriterLeftIsRemovedByTheNextOneAndNothingElse() throws IOException {
        try (WriterLock paused = begin("paused")) {
            Files.createFile(out.resolve(".writer-dead"));
            file("c-t-0-5.parquet.dead.tmp");
            file("c-t-0-5.parquet.paused.tmp");
            file("c-t-0-0.parquet");

            begin("next").close();

            assertThat(names())
                    .containsExactly(".writer-next", ".writer-paused", "c-t-0-0.parquet", "c-t-0-5.parquet.paused.tmp");
            paused.ended();
        }
    }

    @Test
    void aWriterThatEndedWellLeavesNoLockFileAndOneThatFailedLeavesItsOwnToTheNext() throws IOException {
        begin("failed").close();
        file("c-t-0-5.parquet.failed.tmp");
        assertThat(names()).contains(".writer-failed");

        try (WriterLock next = begin("next")) {
            next.ended();
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void aLinkToADirectoryIsTakenForADirectory() throws IOException {
        Path link = Files.createSymbolicLink(out.resolve("link"), Files.createDirectory(out.resolve("archive")));

        WriterLock.begin(new ArchivePlace(link, "c", "w")).close();

        assertThat(out.resolve("archive/.writer-w")).exists();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamedInOneLine() throws IOException {
        Path file = Files.createFile(out.resolve("file"));

        assertThatThrownBy(() -> WriterLock.begin(new ArchivePlace(file, "c", "w")))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be written: java.nio.file.FileAlreadyExistsException: " + file);
    }

    private WriterLock begin(String writer) throws IOException {
        return WriterLock.begin(new ArchivePlace(out, "c", writer));
    }

    private void file(String name) throws IOException {
        Path directory = Files.createDirectories(out.resolve("spans/run=r/date=2026-03-01"));
        Files.createFile(directory.resolve(name));
    }

    private List<String> names() throws IOException {
        return FileWalk.files(out, name -> true).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .sorted()
                .toList();
    }
}
