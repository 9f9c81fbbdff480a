package io.tracemill.cli.diff;

import java.io.IOException;

/** Two runs can only be compared by traces, whose operators are not told apart by device. */
public final class NoStepsException extends IOException {

    private static final long serialVersionUID = 1L;

    NoStepsException() {
        super("--by-device needs at least two complete steps in each run, with all of their spans written");
    }
}
