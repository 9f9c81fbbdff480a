package io.tracemill.cli.diff;

import java.io.IOException;
import java.util.Collection;

/** An archive lacks a run. */
public final class NoSuchRunException extends IOException {

    private static final long serialVersionUID = 1L;

    NoSuchRunException(String run, Collection<String> runs) {
        super("no run \"" + run + "\"; runs: " + String.join(", ", runs));
    }
}
