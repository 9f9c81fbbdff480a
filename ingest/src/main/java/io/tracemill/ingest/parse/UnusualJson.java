package io.tracemill.ingest.parse;

/** An event that {@link PlainReader} leaves to {@link LenientReader}. Carries nothing: it may come for every event. */
final class UnusualJson extends Exception {

    private static final long serialVersionUID = 1;

    UnusualJson() {
        super(null, null, false, false);
    }
}
