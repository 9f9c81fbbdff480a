package io.tracemill.cli.terminal;

import java.io.IOException;

/** A write to standard output whose reader has closed it, as {@code head} does: no error, and no reason to go on. */
public final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether this is why an error occurred. */
    public static boolean isCauseOf(Throwable error) {
        return error instanceof ReaderGoneException || (error.getCause() != null && isCauseOf(error.getCause()));
    }
}
