package io.tracemill.streams.rollup;

import org.jspecify.annotations.Nullable;

/** Shares in percent. */
final class Percent {

    private Percent() {}

    /** Share of a whole in percent; null if the whole is 0. */
    static @Nullable Double of(long part, long whole) {
        return whole == 0 ? null : 100.0 * part / whole;
    }
}
