package io.tracemill.cli.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a request that is too large, in the form of all other errors. */
final class ErrorReplies implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        JsonError.send(response, status, "the request was refused: " + HttpStatus.getMessage(status), callback);
        return true;
    }
}
