package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer as it is sent.
 *
 * @param status status of HTTP
 * @param contentType type of the body, which is said if there is one
 * @param body may be empty
 * @param retryAfterSeconds after how long the client may ask again; 0 if that is not said
 */
@SuppressWarnings("ArrayRecordComponent") // it is sent and never compared
record Reply(int status, String contentType, byte[] body, int retryAfterSeconds) {

    /** What a client is told of an upload. */
    static Reply of(Outcome outcome) {
        return new Reply(
                outcome.status(), "application/json", outcome.line().getBytes(UTF_8), outcome.retryAfterSeconds());
    }
}
