package io.tracemill.cli;

import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.log.LogLevel;
import io.tracemill.cli.log.LogOutput;
import picocli.CommandLine.Option;

/** The options for the log of a service. */
final class LogOptions {

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "warn",
            description = "Lowest level to log to stderr: error, warn, info or debug (default: ${DEFAULT-VALUE}).")
    private LogLevel level = LogLevel.WARN;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Format of stderr: text, or json with one object per line (default: ${DEFAULT-VALUE}).")
    private LogFormat format = LogFormat.TEXT;

    LogFormat format() {
        return format;
    }

    /** From now on the log is as wanted. */
    void start() {
        LogOutput.ofProcess().set(level, format);
    }
}
