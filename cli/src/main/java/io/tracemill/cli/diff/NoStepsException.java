package io.tracemill.cli.diff;

import java.io.IOException;

/** Two runs can only be compared by traces, whose operators are not told apart by device. */
public final class NoStepsException extends IOException {

    private static final long serialVersionUID = 1L;

    NoStepsException() {
        super("operators by device need two whole steps in each run, with all their spans written");
    }
}
