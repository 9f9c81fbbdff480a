package io.tracemill.ingest.parse;

/**
 * Signal that {@link PlainReader} leaves an event to {@link LenientReader}. Without a stack trace, because it may be
 * frequent.
 */
final class UnusualJson extends Exception {

    private static final long serialVersionUID = 1;

    UnusualJson() {
        super(null, null, false, false);
    }
}
