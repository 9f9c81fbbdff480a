package io.tracemill.cli.http;

import java.io.IOException;

/** A request that is not answered, and why. The message is one sentence for whoever asked. */
public final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int retryAfterSeconds;

    /** A refusal that another attempt would not change. */
    public Refusal(int status, String message) {
        this(status, message, 0);
    }

    private Refusal(int status, String message, int retryAfterSeconds) {
        super(message);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** A refusal of what may be asked again after a while. */
    public static Refusal forNow(int status, String message, int retryAfterSeconds) {
        return new Refusal(status, message, retryAfterSeconds);
    }

    /** Status of HTTP. */
    public int status() {
        return status;
    }

    /** After how many seconds it may be asked again; 0 if that is not said. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** A request that makes no sense. */
    public static Refusal malformed(String message) {
        return new Refusal(400, message);
    }

    /** A request for what is not there. */
    public static Refusal missing(String message) {
        return new Refusal(404, message);
    }
}
