package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.AccessToken;
import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Lets in whoever has the token: programs send it with each request, browsers once in a form, and have a session then.
 * The form needs nothing but the style of the page.
 */
final class Login extends Handler.Wrapper {

    private static final String PATH = "/login";
    private static final String FIELD = "token";
    private static final String SCHEME = "Bearer ";
    private static final int MOST_FORM_BYTES = 4096;

    /** Shown before login: it says nothing of the archive. */
    private static final Set<String> OPEN = Set.of(Site.STYLE);

    private final AccessToken token;
    private final Sessions sessions;
    private final Forms forms;

    Login(AccessToken token, Sessions sessions, Forms forms, Handler inside) {
        super(inside);
        this.token = token;
        this.sessions = sessions;
        this.forms = forms;
    }

    /**
     * Pages with the form.
     *
     * @param first for who comes
     * @param again for who gave something that is not the token
     */
    record Forms(Answer first, Answer again) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Reply reply = new Reply(request, response, callback);
        String path = request.getHttpURI().getPath();
        if (path.equals(PATH) && request.getMethod().equals("POST")) {
            Content.Source.asByteArrayAsync(
                    request,
                    MOST_FORM_BYTES,
                    Promise.Invocable.from(
                            InvocationType.BLOCKING,
                            body -> begin(new String(body, UTF_8), reply),
                            error -> reply.refuse(HttpStatus.BAD_REQUEST_400, "the form cannot be read")));
            return true;
        }
        boolean known = hasToken(request) || hasSession(request);
        if (path.equals(PATH)) {
            ask(known, reply);
            return true;
        }
        if (known || OPEN.contains(path)) {
            return super.handle(request, response, callback);
        }
        if (path.equals(Site.PAGE)) {
            redirect(PATH, reply);
        } else {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, SCHEME.strip());
            reply.refuse(HttpStatus.UNAUTHORIZED_401, "a token is needed; log in at " + PATH);
        }
        return true;
    }

    private void ask(boolean known, Reply reply) {
        if (known) {
            redirect(Site.PAGE, reply);
        } else {
            reply.show(HttpStatus.OK_200, forms.first());
        }
    }

    private void begin(String body, Reply reply) {
        try {
            if (!token.is(Parameters.of(body, Set.of(FIELD)).required(FIELD))) {
                reply.show(HttpStatus.FORBIDDEN_403, forms.again());
                return;
            }
        } catch (Refusal e) {
            reply.fail(e);
            return;
        }
        boolean secure = isSecure(reply.request());
        Response.addCookie(
                reply.response(),
                HttpCookie.build(cookie(reply.request()), sessions.begin())
                        .path("/")
                        .maxAge(Sessions.LENGTH.toSeconds())
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite(HttpCookie.SameSite.LAX)
                        .build());
        redirect(Site.PAGE, reply);
    }

    /** Goes on at another path; the part of the address that only the browser knows stays. */
    private static void redirect(String path, Reply reply) {
        reply.response().setStatus(HttpStatus.SEE_OTHER_303);
        reply.response().getHeaders().put(HttpHeader.LOCATION, path);
        reply.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        reply.callback().succeeded();
    }

    private boolean hasToken(Request request) {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return given != null
                && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && token.is(given.substring(SCHEME.length()).strip());
    }

    private boolean hasSession(Request request) {
        String name = cookie(request);
        return Request.getCookies(request).stream()
                .anyMatch(cookie -> cookie.getName().equals(name) && sessions.isOpen(cookie.getValue()));
    }

    /**
     * Name of the cookie. Browsers send a cookie to all ports of a host, so the port is part of the name. With this
     * prefix, they take it over TLS only, and from no other host.
     */
    private static String cookie(Request request) {
        return (isSecure(request) ? "__Host-tracemill-" : "tracemill-") + Request.getLocalPort(request);
    }

    /** Whether the browser uses TLS: with this server, or with a proxy that says so. A lie only costs who tells it. */
    private static boolean isSecure(Request request) {
        return request.isSecure()
                || "https".equalsIgnoreCase(request.getHeaders().get(HttpHeader.X_FORWARDED_PROTO));
    }
}
