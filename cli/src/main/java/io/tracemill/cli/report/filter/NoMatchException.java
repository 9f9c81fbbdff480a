package io.tracemill.cli.report.filter;

import java.io.IOException;

/** Nothing in a report meets the conditions of a filter. */
public final class NoMatchException extends IOException {

    private static final long serialVersionUID = 1L;

    NoMatchException(String message) {
        super(message);
    }
}
