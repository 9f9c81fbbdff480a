package io.tracemill.cli.serve;

import io.tracemill.cli.http.AccessToken;
import io.tracemill.cli.http.HttpServer;
import io.tracemill.cli.http.TlsKeys;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.page.PageSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is served, where, and to whom.
 *
 * @param data directory of the archive; empty if none is served
 * @param address address to listen at
 * @param access who is let in
 * @param page what pages are made for
 * @param tempDir directory for temporary files
 */
public record ServeSettings(Optional<Path> data, HttpAddress address, Access access, PageSettings page, Path tempDir) {

    /**
     * Who is let in.
     *
     * @param tls certificate of the server, if connections are encrypted
     * @param token secret that readers must know, if they must
     * @param names names of the server besides that in its address
     */
    public record Access(Optional<TlsKeys> tls, Optional<AccessToken> token, Set<String> names) {

        /** Copies the set. */
        public Access {
            names = Set.copyOf(names);
        }
    }

    /** Checks that other computers cannot read an archive that is not protected. */
    public ServeSettings {
        if (!HttpServer.isLoopback(address) && (access.tls.isEmpty() || access.token.isEmpty())) {
            throw new IllegalArgumentException("--listen " + address
                    + " is open to other computers: --tls-keystore and --token-file must protect it");
        }
    }
}
