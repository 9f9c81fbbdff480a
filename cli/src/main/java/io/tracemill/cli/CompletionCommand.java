package io.tracemill.cli;

import io.tracemill.cli.terminal.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion script for bash and zsh. */
@Command(
        name = "completion",
        header = "Print the completion script for bash and zsh.",
        footer = {"", "Examples:", "  source <(tracemill completion)"})
final class CompletionCommand extends CommonOptions implements Runnable {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().writer().print(AutoComplete.bash("tracemill", spec.root().commandLine()));
    }
}
