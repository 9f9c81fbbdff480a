package io.tracemill.streams.trace;

import org.jspecify.annotations.Nullable;

/**
 * Row keys of the spans that are open around a call, from the innermost outwards. Calls in the same span share one
 * list, and lists share their tails, so a call costs nothing however deep it stands. Immutable.
 */
public final class OpenKeys {

    private final int key;
    private final @Nullable OpenKeys outer;

    /**
     * Keys of one more open span.
     *
     * @param key row key of the innermost span
     * @param outer the keys around it; null if there are none
     */
    public OpenKeys(int key, @Nullable OpenKeys outer) {
        this.key = key;
        this.outer = outer;
    }

    /** Row key of the innermost span. */
    public int key() {
        return key;
    }

    /** The keys around it; null if there are none. */
    public @Nullable OpenKeys outer() {
        return outer;
    }
}
