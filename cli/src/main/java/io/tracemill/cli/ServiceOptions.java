package io.tracemill.cli;

import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for operating a service: its HTTP address and its log. */
final class ServiceOptions {

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            converter = HttpAddress.Converter.class,
            description = {
                "Expose /live, /ready, /metrics and /topology at this address, or off; port 0 selects a free port.",
                "Default: 127.0.0.1:9470 for stream, 127.0.0.1:9471 for archive, 127.0.0.1:9473 for receive,"
                        + " 127.0.0.1:9474 for scrape, 127.0.0.1:9475 for bridge, 127.0.0.1:9476 for notify,"
                        + " 127.0.0.1:9477 for serve with --bootstrap-server, off for ingest (needs --watch)."
            })
    private @Nullable HttpAddress http;

    @Mixin
    private final LogOptions log = new LogOptions();

    /** Where a service is to be seen. */
    HttpAddress http(Service service) {
        return http == null ? HttpAddress.defaultOf(service) : http;
    }

    LogFormat logFormat() {
        return log.format();
    }

    /** From now on the log is as wanted. */
    void startLog() {
        log.start();
    }
}
