package io.tracemill.cli.terminal;

import java.io.IOException;

/** A command cannot do what it was asked to. The message is the whole one-line error. */
public final class Failure extends IOException {

    private static final long serialVersionUID = 1L;

    /** With where, what, and what was expected. */
    public Failure(String message) {
        super(message);
    }

    /** Likewise, with what {@code --verbose} shows. */
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
