package io.tracemill.telemetry.message;

/** A message of which nothing was read: its reader gave no sample and refused none before it threw this. */
public final class MessageRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Why why;

    /** A refusal with what was expected and what was there. */
    public MessageRefusedException(Why why, String message) {
        super(message);
        this.why = why;
    }

    /** What is wrong with the message. */
    public Why why() {
        return why;
    }

    /** What is wrong with a message; a door has an answer of its own for each. */
    public enum Why {
        /** Not in its format. */
        MALFORMED,
        /** Beyond the limit of size. */
        TOO_LARGE,
        /** In a format, a version or a compression that is not read. */
        UNSUPPORTED
    }
}
