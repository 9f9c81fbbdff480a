package io.tracemill.cli.serve;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The paths of the server: the page, its script and style, and the data it asks for. */
final class Site extends Handler.Abstract {

    static final String PAGE = "/";
    static final String STYLE = "/page.css";
    static final String SCRIPT = "/page.js";

    private static final String CUT = "/api/cut";

    private final Map<String, Answer> files;
    private final Api api;
    private final Desk desk;
    private final Cuts cuts;
    private final Live live;

    Site(Map<String, Answer> files, Api api, Desk desk, Cuts cuts, Live live) {
        this.files = Map.copyOf(files);
        this.api = api;
        this.desk = desk;
        this.cuts = cuts;
        this.live = live;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = new Reply(request, response, callback);
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            reply.refuse(HttpStatus.METHOD_NOT_ALLOWED_405, "everything here is read-only");
            return true;
        }
        try {
            answer(request.getHttpURI().getPath(), query(request), reply);
        } catch (Refusal e) {
            reply.fail(e);
        }
        return true;
    }

    private static String query(Request request) {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    private void answer(String path, String query, Reply reply) throws Refusal {
        Answer file = files.get(path);
        if (file != null) {
            reply.take(file);
            return;
        }
        if (path.equals(CUT)) {
            cuts.send(query, reply);
            return;
        }
        if (live.answers(path, query, reply)) {
            return;
        }
        Optional<Question> question = api.question(path, query);
        if (question.isEmpty()) {
            throw Refusal.missing("there is no " + Parameters.shown(path));
        }
        desk.answer(question.get(), reply);
    }
}
