package io.tracemill.cli.serve;

import java.io.IOException;

/** A request that is not answered, and why. The message is one sentence for whoever asked. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Status of HTTP. */
    int status() {
        return status;
    }

    static Refusal malformed(String message) {
        return new Refusal(400, message);
    }

    static Refusal missing(String message) {
        return new Refusal(404, message);
    }
}
