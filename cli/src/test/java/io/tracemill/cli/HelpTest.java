package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.terminal.Console;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help is that of the command that was asked for, and fits the terminal. */
class HelpTest {

    private static final int NARROW = 80;

    /** All commands, each as its words. */
    static List<String> commands() {
        Stream<String> inner = subcommands(Main.commands(Console.ofProcess())).entrySet().stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(command.getKey()),
                        subcommands(command.getValue()).keySet().stream().map(name -> command.getKey() + " " + name)));
        return Stream.concat(Stream.of(""), inner).toList();
    }

    private static Map<String, CommandLine> subcommands(CommandLine command) {
        return new TreeMap<>(command.getSubcommands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void linesFitTheTerminal(String command) {
        for (int columns : new int[] {NARROW, 100, 120}) {
            assertThat(help(columns, command + " --help").lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        }
        assertThat(help(200, command + " --help")).isEqualTo(help(120, command + " --help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesAreNotBroken(String command) {
        String help = help(NARROW, command + " --help");
        assertThat(help).contains("\nExamples:\n");
        assertThat(help.substring(help.indexOf("\nExamples:\n") + 1).lines().skip(1))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("  "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpShowsTheSame(String command) {
        assertThat(help(NARROW, "help " + command)).isEqualTo(help(NARROW, command + " --help"));
    }

    @Test
    void thereIsNoHelpOnACommandThatDoesNotExist() {
        rejected("help nosuch", "tracemill: unknown command nosuch; see tracemill --help");
        rejected("help reprot", "tracemill: unknown command reprot; did you mean report?");
        rejected("help archive verfy", "tracemill archive: unexpected argument verfy; did you mean verify?");
        rejected("nosuch --help", "tracemill: unknown command nosuch; see tracemill --help");
        rejected("reprot --help", "tracemill: unknown command reprot; did you mean report?");
        rejected("archive verfy --help", "tracemill archive: unexpected argument verfy; did you mean verify?");
    }

    @Test
    void helpDoesNotMindOtherArguments() {
        assertThat(help(NARROW, "analyze trace.json --nosuch --help")).isEqualTo(help(NARROW, "analyze -h"));
    }

    private static String help(int columns, String args) {
        CommandLineRun run = CommandLineRun.with(
                Map.of("COLUMNS", Integer.toString(columns)), args.strip().split(" "));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    private static void rejected(String args, String line) {
        assertThat(CommandLineRun.of(args.split(" "))).isEqualTo(new CommandLineRun(2, "", line + "\n"));
    }
}
