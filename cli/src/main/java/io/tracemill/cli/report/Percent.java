package io.tracemill.cli.report;

import org.jspecify.annotations.Nullable;

/** Shares in percent. */
final class Percent {

    private Percent() {}

    /** Share of a part in a whole; null if the whole is 0. */
    static @Nullable Double of(long part, long whole) {
        return whole == 0 ? null : 100.0 * part / whole;
    }
}
