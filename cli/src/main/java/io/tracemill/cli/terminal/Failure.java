package io.tracemill.cli.terminal;

import java.io.IOException;

/** An error that ends a command. The message is the whole one-line error. */
public final class Failure extends IOException {

    private static final long serialVersionUID = 1L;

    /** A failure whose message says where, what, and what was expected. */
    public Failure(String message) {
        super(message);
    }

    /** A failure with a cause, which {@code --verbose} shows. */
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
