package io.tracemill.cli;

import io.tracemill.cli.log.LogFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command. Two of them act before a command runs: picocli reads help, Settings the file. */
@SuppressWarnings("UnusedVariable")
abstract class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--verbose", description = "Print the stack trace of an error.")
    private boolean verbose;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read options from a file: one 'name = value' per line, # for comments.")
    private @Nullable Path config;

    /** How stderr is written. */
    LogFormat logFormat() {
        return LogFormat.TEXT;
    }

    boolean verbose() {
        return verbose;
    }
}
