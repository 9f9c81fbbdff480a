package io.tracemill.cli.receive;

import io.tracemill.cli.http.HttpServer;
import io.tracemill.cli.http.TlsKeys;
import io.tracemill.cli.monitoring.HttpAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a door is, for whom, and how much it takes.
 *
 * @param address address to listen at
 * @param access who is let in
 * @param limits limits of what is under way
 * @param spool directory in which bodies are kept while they are under way
 */
public record ReceiveSettings(HttpAddress address, Access access, ReceiveLimits limits, Path spool) {

    /**
     * Who is let in.
     *
     * @param tls certificate of the door, if connections are encrypted
     * @param tokens the tokens that it knows; without, anyone is let in
     * @param insecure whether other computers may be let in without one of them
     */
    public record Access(Optional<TlsKeys> tls, Optional<TokenFile> tokens, boolean insecure) {}

    /** Checks that a door that other computers can reach is protected. */
    public ReceiveSettings {
        boolean isProtected = access.tls.isPresent() && access.tokens.isPresent();
        if (!HttpServer.isLoopback(address) && !isProtected && !access.insecure) {
            throw new IllegalArgumentException("--listen " + address
                    + " is open to other computers: --tls-keystore and --tokens must protect it (--insecure if the"
                    + " network does)");
        }
    }
}
