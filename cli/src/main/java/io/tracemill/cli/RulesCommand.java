package io.tracemill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rules of alerts; does nothing without a subcommand. */
@Command(
        name = "rules",
        synopsisSubcommandLabel = "COMMAND",
        header = "List the rules of alerts, or try them on recorded telemetry.",
        description = "docs/rules.md says what the rules are, and how to write others.",
        footer = {"", "Examples:", "  tracemill rules list", "  tracemill rules test telemetry/ --rules mine.yaml"})
final class RulesCommand extends CommonOptions implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list or test is missing; see tracemill rules --help");
    }
}
