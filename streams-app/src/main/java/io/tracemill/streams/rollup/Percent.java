package io.tracemill.streams.rollup;

import org.jspecify.annotations.Nullable;

/** Shares in percent. */
final class Percent {

    private Percent() {}

    /** The share of a whole; null where the whole is nothing. */
    static @Nullable Double of(long part, long whole) {
        return whole == 0 ? null : 100.0 * part / whole;
    }
}
