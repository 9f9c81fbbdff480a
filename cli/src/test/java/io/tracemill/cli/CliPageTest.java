package io.tracemill.cli;

import io.tracemill.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of all commands is what their help says. */
class CliPageTest {

    /** A terminal that is as wide as the lines of the page. */
    private static final Map<String, String> PAGE = Map.of("COLUMNS", "100");

    @Test
    void theCommandsAreDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder("# Commands\n\nPrinted from the program by `CliPageTest`.\n");
        List<String> commands = new ArrayList<>(List.of(""));
        Main.commands(Console.ofProcess()).getSubcommands().forEach((name, command) -> {
            commands.add(name);
            command.getSubcommands().keySet().forEach(inner -> commands.add(name + " " + inner));
        });
        for (String command : commands) {
            String title = ("tracemill " + command).strip();
            CommandLineRun help =
                    CommandLineRun.with(PAGE, (command + " --help").strip().split(" "));
            page.append("\n## ")
                    .append(title)
                    .append("\n\n```text\n")
                    .append(help.out())
                    .append("```\n");
        }
        Golden.assertSame(Path.of("../docs/cli.md"), page.toString());
    }
}
