package io.tracemill.cli;

import io.tracemill.telemetry.scrape.ScrapeAccess;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code scrape} tells targets of who asks, and whom it trusts. */
final class ScrapeAccessOptions {

    @Option(
            names = "--bearer-token-file",
            paramLabel = "FILE",
            description = "File with a token that every target is sent; read for each request.")
    private @Nullable Path bearer;

    @Option(
            names = "--basic-auth-file",
            paramLabel = "FILE",
            description = "File with USER:PASSWORD that every target is sent; read for each request.")
    private @Nullable Path basic;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates (PEM) that targets' certificates are checked with, if not those of the system.")
    private @Nullable Path trusted;

    ScrapeAccess access(CommandSpec command) throws IOException {
        SSLContext trust = trusted == null ? null : ScrapeAccess.trusting(trusted);
        ScrapeAccess access = UsageError.checked(command, () -> new ScrapeAccess(bearer, basic, trust));
        access.check();
        return access;
    }
}
