package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.config.Settings;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.terminal.Console;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Where the options of all commands come from, and that a shell knows them. */
class OptionsTest {

    private static final List<String> ONLY_FLAGS = List.of("help", "version", "config");

    @TempDir
    Path dir;

    private static CommandLine commands() {
        return Main.commands(Console.ofProcess());
    }

    private static String name(OptionSpec option) {
        return option.longestName().substring(2);
    }

    @Test
    void everyOptionMayComeFromTheEnvironmentOrAFileAndTheEnvironmentWins() throws Exception {
        for (CommandLine command : commands().getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (ONLY_FLAGS.contains(name(option))) {
                    continue;
                }
                Path file = Files.writeString(dir.resolve("tracemill.properties"), name(option) + " = from file\n");
                String variable =
                        "TRACEMILL_" + name(option).toUpperCase(Locale.ROOT).replace('-', '_');
                String[] args = {"--config", file.toString()};

                assertThat(Settings.read(args, Map.of(), commands()).defaultValue(option))
                        .isEqualTo("from file");
                assertThat(Settings.read(args, Map.of(variable, "from environment"), commands())
                                .defaultValue(option))
                        .isEqualTo("from environment");
            }
        }
    }

    @Test
    void aCommandOfACommandNeedsNothingOfTheOuterOneWhereverThatComesFrom() {
        Map<String, String> ofTheOuter = Map.of("TRACEMILL_BOOTSTRAP_SERVER", "kafka:9092", "TRACEMILL_OUT", "x");
        for (String inner : List.of("verify", "compact", "expire", "drop")) {
            CommandLineRun run = CommandLineRun.with(
                    ofTheOuter, "archive", inner, "--data", dir.resolve("none").toString());
            assertThat(run.err()).as(inner).doesNotContain("--bootstrap-server", "--out");
        }
    }

    @Test
    void whatKubernetesTellsOfAServiceOfOurNameIsNoOption() {
        Map<String, String> pod = Map.of(
                "TRACEMILL_SERVICE_HOST", "10.0.0.1",
                "TRACEMILL_SERVICE_PORT_HTTP", "9470",
                "TRACEMILL_STREAM_SERVICE_PORT", "9470",
                "TRACEMILL_PORT", "tcp://10.0.0.1:9470",
                "TRACEMILL_STREAM_PORT_9470_TCP_ADDR", "10.0.0.1");
        assertThat(CommandLineRun.with(pod, "--version").code()).isZero();
    }

    @Test
    void whatACommandCannotDoWithoutMayComeFromThemToo() throws Exception {
        Path clients = Files.writeString(
                dir.resolve("client.properties"), "default.api.timeout.ms=400\nrequest.timeout.ms=200\n");
        Path file = Files.writeString(
                dir.resolve("tracemill.properties"),
                "bootstrap-server = 127.0.0.1:2\ncommand-config = " + clients + "\nprefix = of-file.\n");
        Map<String, String> environment =
                Map.of("TRACEMILL_CONFIG", file.toString(), "TRACEMILL_BOOTSTRAP_SERVER", "127.0.0.1:1");

        assertThat(CommandLineRun.with(environment, "topics", "verify").err())
                .startsWith("tracemill: 127.0.0.1:1: no answer from the brokers");
        assertThat(CommandLineRun.of("topics", "verify", "--config", file.toString())
                        .err())
                .startsWith("tracemill: 127.0.0.1:2: no answer from the brokers");
        assertThat(CommandLineRun.with(environment, "topics", "verify", "--bootstrap-server", "127.0.0.1:3")
                        .err())
                .startsWith("tracemill: 127.0.0.1:3: no answer from the brokers");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShellCompletesEveryCommandAndOption() throws Exception {
        Path script = Files.writeString(
                dir.resolve("completion"), CommandLineRun.of("completion").out());
        Map<String, CommandLine> commands = commands().getSubcommands();
        assertThat(completions(script, "tracemill", "")).containsAll(commands.keySet());
        for (Map.Entry<String, CommandLine> command : commands.entrySet()) {
            assertThat(completions(script, "tracemill", command.getKey(), "--"))
                    .as(command.getKey())
                    .containsAll(command.getValue().getCommandSpec().options().stream()
                            .map(OptionSpec::longestName)
                            .toList());
        }
        assertThat(completions(script, "tracemill", "report", "--sheet", ""))
                .containsAll(Report.schemas().stream().map(SheetSchema::key).toList());
    }

    /** What bash offers for the last of these words. */
    private static List<String> completions(Path script, String... words) throws Exception {
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=("
                                + String.join(" ", words).replaceFirst(" $", " ''")
                                + "); COMP_CWORD=" + (words.length - 1)
                                + "; _complete_tracemill; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        return List.of(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split("\\s+", -1));
    }
}
