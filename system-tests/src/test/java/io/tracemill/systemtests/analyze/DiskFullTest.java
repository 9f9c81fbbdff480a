package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.Main;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process of which no file may grow past a limit stands for one whose disk is full: the same writes fail. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DiskFullTest {

    @TempDir
    Path dir;

    @Test
    void aBrokerThatCannotWriteIsOneLineThatNamesItsDirectoryAndLeavesNothingBehind() throws Exception {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        Path temp = Files.createDirectory(dir.resolve("temp"));

        CommandLineRun run = limited(
                "analyze", trace.toString(), "--out", dir.resolve("archive").toString(), "--temp-dir", temp.toString());

        assertThat(run.err().replaceAll("tracemill-\\d+", "tracemill-N"))
                .isEqualTo(
                        "tracemill: " + temp
                                + "/tracemill-N/broker/kafka: the embedded broker does not start: its disk is full or failing\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        assertThat(temp).isEmptyDirectory();
    }

    private static CommandLineRun limited(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f 200; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandLineRun(process.waitFor(), out, err);
    }
}
