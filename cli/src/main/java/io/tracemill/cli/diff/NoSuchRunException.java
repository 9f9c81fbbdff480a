package io.tracemill.cli.diff;

import java.io.IOException;

/** An archive lacks what was to be compared. */
public final class NoSuchRunException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The message says what is missing, and what there is instead. */
    NoSuchRunException(String message) {
        super(message);
    }
}
