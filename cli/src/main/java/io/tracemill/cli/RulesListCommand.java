package io.tracemill.cli;

import io.tracemill.cli.rules.RulesReport;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists rules of alerts. */
@Command(
        name = "list",
        header = "List the rules of alerts.",
        description = "Checks the file of --rules as well: an error names the rule and what was expected.",
        footer = {"", "Examples:", "  tracemill rules list", "  tracemill rules list --rules mine.yaml --format json"})
final class RulesListCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final RulesOption rules = new RulesOption();

    @Mixin
    private final TableFormatOption format = new TableFormatOption();

    RulesListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        format.print(RulesReport.ofRules(rules.rules().rules()), console);
        return ExitCode.DONE.code();
    }
}
