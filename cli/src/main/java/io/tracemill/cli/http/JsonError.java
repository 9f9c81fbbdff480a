package io.tracemill.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An error as a line of JSON: {@code {"error":"..."}}. */
public final class JsonError {

    private JsonError() {}

    /** Sends an error and ends the exchange. */
    public static void send(Response response, int status, String message, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(line(message)), callback);
    }

    /** The line. */
    public static byte[] line(String message) {
        return ("{\"error\":\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(message)) + "\"}\n")
                .getBytes(UTF_8);
    }
}
