package io.tracemill.cli.serve;

import io.tracemill.cli.http.JsonError;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.terminal.ErrorLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reply to one request. Nothing here waits for the reader: what it has not taken yet waits in memory or in a file,
 * and no thread with it.
 */
record Reply(Request request, Response response, Callback callback) implements Taker<Answer> {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private static final int CHUNK_BYTES = 1 << 15;

    /** Sends an answer, unless the reader has it already. */
    @Override
    public void take(Answer answer) {
        String tag = "W/\"" + answer.tag() + '"';
        response.getHeaders().put(HttpHeader.ETAG, tag);
        response.getHeaders().put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, no-cache");
        if (isKnown(tag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
            return;
        }
        write(answer);
    }

    /** Sends a page that nobody keeps. */
    void show(int status, Answer page) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        write(page);
    }

    private void write(Answer answer) {
        boolean compressed = request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
        if (compressed) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        try {
            send(
                    answer.type(),
                    compressed ? answer.size() : answer.length(),
                    compressed ? answer.compressed() : answer.text());
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Sends a stream of so many bytes, which is closed. */
    void send(String type, long length, InputStream bytes) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        ByteBufferPool pool = request.getComponents().getByteBufferPool();
        Content.copy(Content.Source.from(new ByteBufferPool.Sized(pool, true, CHUNK_BYTES), bytes), response, callback);
    }

    private boolean isKnown(String tag) {
        return request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(known -> known.strip().equals(tag));
    }

    /** Sends why there is no answer, as JSON. */
    void refuse(int status, String message) {
        JsonError.send(response, status, message, callback);
    }

    /** Sends what an error says; what is wrong with the server, only its log says. */
    @Override
    public void fail(Throwable error) {
        if (error instanceof Refusal refusal) {
            refuse(refusal.status(), String.valueOf(refusal.getMessage()));
        } else {
            LOG.warn("{} cannot be answered: {}", request.getHttpURI().getPath(), ErrorLine.of(error));
            LOG.debug("{} cannot be answered", request.getHttpURI().getPath(), error);
            refuse(HttpStatus.INTERNAL_SERVER_ERROR_500, "the archive cannot be read; the log of the server says why");
        }
    }
}
