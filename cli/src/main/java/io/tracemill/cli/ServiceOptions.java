package io.tracemill.cli;

import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.log.LogLevel;
import io.tracemill.cli.log.LogOutput;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for operating a service: its HTTP address and its log. */
final class ServiceOptions {

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            converter = HttpAddress.Converter.class,
            description = {
                "Expose /live, /ready, /metrics and /topology at this address, or off; port 0 selects a free port.",
                "Default: 127.0.0.1:9470 for stream, 127.0.0.1:9471 for archive, off for ingest (needs --watch)."
            })
    private @Nullable HttpAddress http;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "warn",
            description = "Lowest level to log to stderr: error, warn, info or debug (default: ${DEFAULT-VALUE}).")
    private LogLevel logLevel = LogLevel.WARN;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Format of stderr: text, or json with one object per line (default: ${DEFAULT-VALUE}).")
    private LogFormat logFormat = LogFormat.TEXT;

    /** Where a service is to be seen. */
    HttpAddress http(Service service) {
        return http == null ? HttpAddress.defaultOf(service) : http;
    }

    LogFormat logFormat() {
        return logFormat;
    }

    /** From now on the log is as wanted. */
    void startLog() {
        LogOutput.ofProcess().set(logLevel, logFormat);
    }
}
