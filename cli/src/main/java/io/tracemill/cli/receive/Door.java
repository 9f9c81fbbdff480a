package io.tracemill.cli.receive;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.terminal.ErrorLine;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every request comes through: who sends it is known, and what it asks for is found by its path. */
final class Door extends Handler.Abstract {

    /** Where uploads are asked for. */
    static final String UPLOADS = "/api/uploads/";

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private static final int RETRY_SECONDS = 5;

    private final Guard guard;
    private final Uploads uploads;
    private final Pushes pushes;
    private final KnownTraces known;
    private final Executor lookups;
    private volatile boolean isClosing;

    /**
     * A door.
     *
     * @param guard says who is let in
     * @param uploads takes traces
     * @param pushes takes metrics
     * @param lookups asks the cluster which traces are finished; refuses what it has no place for
     */
    Door(Guard guard, Uploads uploads, Pushes pushes, KnownTraces known, Executor lookups) {
        this.guard = guard;
        this.pushes = pushes;
        this.uploads = uploads;
        this.known = known;
        this.lookups = lookups;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        try {
            route(guard.admit(exchange), exchange);
        } catch (Refusal e) {
            if (MetricsForm.isPath(request.getHttpURI().getPath())) {
                pushes.refuse(e, exchange);
            } else {
                uploads.refuse(e, exchange);
            }
        }
        return true;
    }

    private void route(Grant grant, Exchange exchange) throws Refusal {
        String path = exchange.request().getHttpURI().getPath();
        if (MetricsForm.isPath(path)) {
            checkMethod(exchange, "POST");
            if (isClosing) {
                throw Workers.stopping();
            }
            pushes.receive(grant, exchange);
            return;
        }
        if (path.startsWith(UPLOADS)) {
            checkMethod(exchange, "GET");
            exchange.answer(uploads.outcome(path.substring(UPLOADS.length()), grant));
            return;
        }
        String[] parts = path.split("/", -1);
        boolean isTrace = (parts.length == 5 || parts.length == 6)
                && parts[1].equals("api")
                && parts[2].equals("runs")
                && parts[4].equals("traces");
        if (!isTrace) {
            throw Refusal.missing("there is no " + Parameters.shown(path)
                    + "; traces are sent with PUT to /api/runs/RUN/traces[/SHA256], metrics with POST to "
                    + MetricsForm.OTLP_PATH + " or " + MetricsForm.REMOTE_WRITE_PATH);
        }
        checkMethod(exchange, "PUT");
        put(parts[3], parts.length == 6 ? parts[5] : null, grant, exchange);
    }

    private static void checkMethod(Exchange exchange, String method) throws Refusal {
        if (!exchange.request().getMethod().equals(method)) {
            exchange.response().getHeaders().put(HttpHeader.ALLOW, method);
            throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "this address takes " + method + " only");
        }
    }

    private void put(String run, @Nullable String hash, Grant grant, Exchange exchange) throws Refusal {
        Upload upload = Upload.of(Parameters.decodedPart(run), hash, exchange.query());
        grant.check(upload.run(), upload.origin().node());
        if (isClosing) {
            throw Workers.stopping();
        }
        if (exchange.request().getLength() == 0) {
            throw Refusal.malformed(
                    "the body is empty, expected a trace (.json, .json.gz, .json.zst, or .tar of a profile)");
        }
        if (uploads.answerSame(upload, exchange)) {
            return;
        }
        String traceId = upload.traceId();
        if (traceId == null) {
            uploads.receive(upload, grant, exchange);
            return;
        }
        try {
            lookups.execute(() -> putUnlessFinished(traceId, upload, grant, exchange));
        } catch (RejectedExecutionException e) {
            Refusal refusal = unreachable();
            refusal.initCause(e);
            throw refusal;
        }
    }

    private void putUnlessFinished(String traceId, Upload upload, Grant grant, Exchange exchange) {
        try {
            if (known.test(traceId)) {
                uploads.answerFinished(traceId, exchange);
            } else {
                uploads.receive(upload, grant, exchange);
            }
        } catch (KafkaException e) {
            LOG.warn("the cluster does not say which traces are finished: {}", ErrorLine.of(e));
            uploads.refuse(unreachable(), exchange);
        }
    }

    private static Refusal unreachable() {
        return Refusal.forNow(
                HttpStatus.SERVICE_UNAVAILABLE_503,
                "the Kafka cluster does not answer now; send it again later",
                RETRY_SECONDS);
    }

    /** From now on it takes nothing new. */
    void takeNoMore() {
        isClosing = true;
    }
}
