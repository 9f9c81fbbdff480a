package io.tracemill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which only has subcommands. */
@Command(
        name = "tracemill",
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Find out from profiler traces what limits an accelerator.",
        footer = {
            "",
            "Every option can also come from the environment (--max-rejected as"
                    + " TRACEMILL_MAX_REJECTED) or from a file (--config). The command line wins over the"
                    + " environment, and the environment over the file.",
            "",
            "Exit codes: 0 success, 1 failure, 2 usage error, 3 more events or bytes lost than"
                    + " --max-rejected allows, 4 a run is slower than diff --fail-above allows, 5 whether it is"
                    + " cannot be decided, 141 the reader of standard output closed it.",
            "",
            "Examples:",
            "  tracemill analyze rank0.json.gz --out archive",
            "  tracemill report --data archive --format json",
            "  tracemill query --data archive \\",
            "      \"select kernel, total_ns from kernel_stats order by 2 desc limit 5\""
        })
final class TracemillCommand extends CommonOptions implements Runnable {

    @picocli.CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing; see tracemill --help");
    }
}
