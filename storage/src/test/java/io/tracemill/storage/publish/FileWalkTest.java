package io.tracemill.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {

    @TempDir
    Path dir;

    @Test
    void filesThatDisappearDuringTheWalkAreLeftOut() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            files.add(Files.createFile(dir.resolve(name)));
        }

        assertThat(FileWalk.files(dir, looked -> {
                    files.stream()
                            .filter(file -> !file.endsWith(looked))
                            .forEach(file -> file.toFile().delete());
                    return true;
                }))
                .hasSize(1);
    }

    @Test
    void aMissingDirectoryHoldsNoFiles() throws IOException {
        assertThat(FileWalk.files(dir.resolve("none"), name -> true)).isEmpty();
    }
}
