package io.tracemill.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.cli.Main;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines with which the README tries the services on one machine are run as they stand there. */
class ReadmeTest {

    private static final Path README = Path.of("../README.md");
    private static final String INDENT = "    ";

    /** Ports of the services, as the lines leave them. */
    private static final List<Integer> PORTS = List.of(9092, 9470, 9471, 9473, 9490);

    @TempDir
    private Path dir;

    @Test
    void theServicesAreTriedOnOneMachine() throws Exception {
        List<Integer> taken = PORTS.stream().filter(port -> !isFree(port)).toList();
        assumeTrue(taken.isEmpty(), "ports that the services need are in use: " + taken);
        List<String> lines = block("./tracemill broker");
        assertThat(lines).hasSizeLessThanOrEqualTo(8);
        Path program = dir.resolve("tracemill");
        Files.writeString(
                program,
                "#!/bin/sh\nexec " + CommandProcesses.java() + " -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' " + Main.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(dir.resolve("samples"), Path.of("../samples").toRealPath());

        Path log = dir.resolve("log");
        Process shell = new ProcessBuilder("bash", "-c", String.join("\n", lines) + "\nwait")
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(shell.waitFor(3, TimeUnit.MINUTES)).as(() -> text(log)).isTrue();
            assertThat(text(log))
                    .contains("\"bottleneck\":\"COMMUNICATION_BOUND\"")
                    .doesNotContain("Exception");
            assertThat(PORTS).as("all services have ended").allMatch(ReadmeTest::isFree);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    /** The indented lines of the README of which the first begins so. */
    private static List<String> block(String first) throws IOException {
        return Files.readAllLines(README).stream()
                .dropWhile(line -> !line.startsWith(INDENT + first))
                .takeWhile(line -> line.startsWith(INDENT))
                .map(String::strip)
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
