package io.tracemill.cli.serve;

import io.tracemill.cli.http.HostNames;
import io.tracemill.cli.http.Parameters;
import io.tracemill.schemas.VisibleText;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request comes through: it must be for this server and not be made by a page of another site, and its reply
 * says what a browser may do with it.
 */
final class Door extends Handler.Wrapper {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** The page is its own script and style, asks this server only, and stands in no frame. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Popups keep their opener, so that the page can hand a trace to a viewer that it opens. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin-allow-popups",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final String DATA = "/api/";

    /** What browsers say of requests that a page of this server or the reader made. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final HostNames names;

    Door(HostNames names, Handler inside) {
        super(inside);
        this.names = names;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Request.addCompletionListener(request, failure -> log(request, response));
        HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        Reply reply = new Reply(request, response, callback);
        String host = Request.getServerName(request);
        if (!request.getHeaders().contains(HttpHeader.HOST) || host == null || !names.has(host)) {
            reply.refuse(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "this server is not known as " + Parameters.shown(String.valueOf(host))
                            + "; --host-name adds a name");
            return true;
        }
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null && !OWN_SITES.contains(site) && !isVisit(request)) {
            reply.refuse(HttpStatus.FORBIDDEN_403, "pages of other sites may not ask this server");
            return true;
        }
        return super.handle(request, response, callback);
    }

    /** Whether a reader follows a link to the page. */
    private static boolean isVisit(Request request) {
        return request.getMethod().equals("GET")
                && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
                && !request.getHttpURI().getPath().startsWith(DATA);
    }

    private static void log(Request request, Response response) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {} in {} ms",
                    VisibleText.of(request.getMethod()),
                    Parameters.shown(request.getHttpURI().getPath()),
                    response.getStatus(),
                    NanoTime.millisSince(request.getBeginNanoTime()));
        }
    }
}
