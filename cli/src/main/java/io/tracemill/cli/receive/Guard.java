package io.tracemill.cli.receive;

import io.tracemill.cli.http.HostNames;
import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * Who is let in.
 *
 * @param tokens without, anyone is let in
 * @param names names that the door must be called by, if that matters
 */
record Guard(Optional<TokenFile> tokens, Optional<HostNames> names) {

    /** What whoever asks may send. */
    Grant admit(Exchange exchange) throws Refusal {
        checkName(exchange.request());
        if (tokens.isEmpty()) {
            return Grant.ANYONE;
        }
        Optional<Grant> grant = tokens.get().grant(exchange.token());
        if (grant.isEmpty()) {
            exchange.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            throw new Refusal(
                    HttpStatus.UNAUTHORIZED_401,
                    "a token that this door knows is needed, as the header Authorization: Bearer TOKEN");
        }
        return grant.get();
    }

    private void checkName(Request request) throws Refusal {
        String host = Request.getServerName(request);
        if (names.isPresent() && (host == null || !names.get().has(host))) {
            throw new Refusal(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "this door is not known as " + Parameters.shown(String.valueOf(host))
                            + "; without tokens it takes only what is sent to localhost");
        }
    }
}
