package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.JsonError;
import io.tracemill.cli.http.Refusal;

/**
 * What became of an upload, as clients are told.
 *
 * @param status status of HTTP
 * @param line a line of JSON
 * @param retryAfterSeconds after how long it may be sent again; 0 if that is not said
 * @param isKept whether the door remembers it; else whoever asks again is told to send it again
 */
record Outcome(int status, String line, int retryAfterSeconds, boolean isKept) {

    /** A trace that was published. */
    static Outcome published(String traceId, long events, long rejected) {
        return new Outcome(
                200,
                "{\"trace_id\":\"" + traceId + "\",\"events\":" + events + ",\"rejected\":" + rejected + "}\n",
                0,
                true);
    }

    /** A trace that was known before. */
    static Outcome finished(String traceId) {
        return new Outcome(200, "{\"trace_id\":\"" + traceId + "\",\"finished\":true}\n", 0, true);
    }

    /** Something that is refused. */
    static Outcome refused(Refusal refusal) {
        String line = new String(JsonError.line(String.valueOf(refusal.getMessage())), UTF_8);
        return new Outcome(refusal.status(), line, refusal.retryAfterSeconds(), refusal.retryAfterSeconds() == 0);
    }

    /** Whether the trace is published, by this upload or before. */
    boolean isDone() {
        return status == 200;
    }
}
