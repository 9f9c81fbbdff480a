package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaReleaseTest {

    @TempDir
    Path history;

    @Test
    void aReleaseHoldsTheSchemaOfEveryTopic() throws IOException {
        SchemaRelease.write(history, "0.2.0");
        try (Stream<Path> files = Files.list(history.resolve("0.2.0"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                            .map(SchemaRelease::fileName)
                            .toList());
        }
    }

    @Test
    void versionsAreListedOldestFirst() throws IOException {
        SchemaRelease.write(history, "0.10.0");
        SchemaRelease.write(history, "0.2.0");
        assertThat(history.resolve("versions")).hasContent("0.2.0\n0.10.0\n");
    }

    @Test
    void aReleaseIsNeverOverwritten() throws IOException {
        Path folder = Files.createDirectory(history.resolve("0.2.0"));
        assertThatThrownBy(() -> SchemaRelease.write(history, "0.2.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(folder + " exists: a release is written once, choose another version");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSnapshotIsNoRelease() {
        assertThatThrownBy(() -> SchemaRelease.write(history, "0.2.0-SNAPSHOT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a release must be three numbers such as 0.2.0 but was \"0.2.0-SNAPSHOT\"");
    }
}
