package io.tracemill.cli.receive;

import java.util.Locale;

/** What a token lets its owner send. */
public enum Scope {
    TRACES,
    METRICS;

    /** The word for it in a file of tokens. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
