package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedArchiveTest {

    @TempDir
    Path out;

    @Test
    void aCompleteArchiveKeepsItsFilesAndLosesItsLockFile() throws IOException {
        try (EmbeddedArchive archive = EmbeddedArchive.open(out, "one")) {
            file("one-t-0-0.parquet");
            archive.complete();
        }

        assertThat(files()).containsExactly("one-t-0-0.parquet");
    }

    @Test
    void anArchiveThatIsNotCompletedLeavesNothing() throws IOException {
        file("two-t-0-0.parquet");
        EmbeddedArchive archive = EmbeddedArchive.open(out, "one");
        file("one-t-0-0.parquet");
        file("one-t-0-5.parquet.w.tmp");
        archive.close();

        assertThat(files()).containsExactly("two-t-0-0.parquet");
    }

    @Test
    void theNextOneRemovesWhatADeadOneLeftAndNothingElse() throws IOException {
        file("dead-t-0-0.parquet");
        file("dead-t-0-5.parquet.w.tmp");
        file("done-t-0-0.parquet");
        Files.createFile(out.resolve(".analyze-dead"));
        try (EmbeddedArchive alive = EmbeddedArchive.open(out, "alive")) {
            file("alive-t-0-0.parquet");
            EmbeddedArchive.open(out, "next").close();

            assertThat(files()).containsExactly(".analyze-alive", "alive-t-0-0.parquet", "done-t-0-0.parquet");
            assertThat(EmbeddedArchive.unfinished(out)).containsExactly("alive");
            alive.complete();
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamedInOneLine() throws IOException {
        Path file = Files.createFile(out.resolve("file"));

        assertThatThrownBy(() -> EmbeddedArchive.open(file, "one"))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be written: FileAlreadyExistsException: " + file);
    }

    @Test
    void filesOfDerivedDatasetsAreRemovedToo() throws IOException {
        EmbeddedArchive archive = EmbeddedArchive.open(out, "one");
        file("memory", "one-t-0-0.parquet");
        archive.close();

        assertThat(files()).isEmpty();
    }

    private void file(String name) throws IOException {
        file("spans", name);
    }

    private void file(String dataset, String name) throws IOException {
        Path directory = Files.createDirectories(out.resolve(dataset + "/run=r/date=2026-03-01"));
        Files.createFile(directory.resolve(name));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
