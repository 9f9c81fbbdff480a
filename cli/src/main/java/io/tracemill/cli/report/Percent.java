package io.tracemill.cli.report;

import org.jspecify.annotations.Nullable;

/** Shares in percent. */
final class Percent {

    private Percent() {}

    /** A part of a whole; null where the whole is nothing. */
    static @Nullable Double of(long part, long whole) {
        return whole == 0 ? null : 100.0 * part / whole;
    }
}
