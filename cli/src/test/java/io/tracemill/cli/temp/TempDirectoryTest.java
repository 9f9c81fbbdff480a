package io.tracemill.cli.temp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempDirectoryTest {

    @TempDir
    private Path parent;

    /** Another process, which removes what the dead left behind. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] args) throws Failure {
            TempDirectory.in(Path.of(args[0])).close();
        }
    }

    /** Another process, which wants to take a directory over. */
    static final class Adopter {

        private Adopter() {}

        public static void main(String[] args) throws IOException {
            TempDirectory.adopt(Path.of(args[0])).close();
        }
    }

    private static int run(Class<?> process, Path directory) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-cp", classPath, process.getName(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aDirectoryInUseIsNotRemovedByAnotherProcess() throws Exception {
        Path made = Files.createTempDirectory(parent, "tracemill-");
        try (TempDirectory adopted = TempDirectory.adopt(made);
                TempDirectory first = TempDirectory.in(parent);
                TempDirectory second = TempDirectory.in(parent)) {
            assertThat(run(OtherProcess.class, parent)).isZero();

            assertThat(adopted.path()).isDirectory();
            assertThat(first.path()).isDirectory();
            assertThat(second.path()).isDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatAnotherProcessUsesIsNotTakenOver() throws Exception {
        try (TempDirectory used = TempDirectory.in(parent)) {
            assertThat(run(Adopter.class, used.path())).isEqualTo(1);
        }
    }

    @Test
    void whatADeadProcessLeftBehindIsRemoved() throws Exception {
        Path dead = Files.createTempDirectory(parent, "tracemill-");
        Files.createFile(dead.resolve("in-use"));
        Files.createFile(Files.createDirectories(dead.resolve("broker")).resolve("log"));
        Path other = Files.createTempDirectory(parent, "other-");

        assertThat(run(OtherProcess.class, parent)).isZero();

        assertThat(parent).isDirectoryContaining(other::equals);
        assertThat(dead).doesNotExist();
    }
}
