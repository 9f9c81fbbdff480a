package io.tracemill.telemetry.text;

import io.tracemill.telemetry.sample.RefusalReason;

/** A line that gives no sample. It has no stack trace, as a file may have millions of such lines. */
final class MalformedTextException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    MalformedTextException(RefusalReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static MalformedTextException malformed(String message) {
        return new MalformedTextException(RefusalReason.MALFORMED, message);
    }

    RefusalReason reason() {
        return reason;
    }

    /** What was expected and what was there. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
