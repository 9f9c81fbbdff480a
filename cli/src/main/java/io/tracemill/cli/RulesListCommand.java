package io.tracemill.cli;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.rules.RulesReport;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "Print a table, or every value as JSON or CSV (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.TABLE;

    RulesListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        format.write(RulesReport.ofRules(rules.rules().rules()), console.out().uncloseable(), console.screen());
        return ExitCode.DONE.code();
    }
}
