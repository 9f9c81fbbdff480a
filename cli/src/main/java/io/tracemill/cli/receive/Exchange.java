package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and its answer. */
record Exchange(Request request, Response response, Callback callback) {

    private static final String SCHEME = "Bearer ";

    /** Sends an outcome. */
    void answer(Outcome outcome) {
        answer(Reply.of(outcome));
    }

    /** Sends an answer. */
    void answer(Reply reply) {
        if (reply.retryAfterSeconds() > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, reply.retryAfterSeconds());
        }
        response.setStatus(reply.status());
        if (reply.body().length > 0) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    /** Sends an outcome before the body has been read; the connection ends with it. */
    void answerEarly(Outcome outcome) {
        answerEarly(Reply.of(outcome));
    }

    /** Sends an answer before the body has been read; the connection ends with it. */
    void answerEarly(Reply reply) {
        if (!hasBody()) {
            answer(reply);
            return;
        }
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        new Exchange(request, response, Drain.of(this)).answer(reply);
    }

    private boolean hasBody() {
        return request.getLength() != 0;
    }

    /** Whether the client sends its body only when it is told to. */
    boolean expectsContinue() {
        return request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    /** Refuses before the body has been read. */
    void refuseEarly(Refusal refusal) {
        answerEarly(Outcome.refused(refusal));
    }

    /** Where a client is to ask what became of an upload. */
    void locate(String id) {
        response.getHeaders().put(HttpHeader.LOCATION, Door.UPLOADS + id);
    }

    /** The token that came with the request; empty if none did. */
    String token() {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? given.substring(SCHEME.length()).strip()
                : "";
    }

    /** The form of a request that sends metrics. */
    MetricsForm metricsForm() {
        return MetricsForm.of(request.getHttpURI().getPath(), request.getHeaders());
    }

    /** The query as it came. */
    String query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }
}
