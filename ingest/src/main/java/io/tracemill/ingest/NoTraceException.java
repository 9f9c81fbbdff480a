package io.tracemill.ingest;

/** A whole file of JSON that holds something else than a trace. */
public final class NoTraceException extends IngestException {

    private static final long serialVersionUID = 1L;

    /** An exception that says what was found in place of a trace. */
    public NoTraceException(String message) {
        super(message);
    }
}
