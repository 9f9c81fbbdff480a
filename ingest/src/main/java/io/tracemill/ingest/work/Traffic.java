package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Bytes that a call reads and writes: a sum, which is unknown once the size of a type is. */
final class Traffic {

    private long bytes;
    private boolean known = true;

    /** Adds elements of a type. */
    Traffic add(long elements, ElementType type) {
        known &= type.bytes() > 0;
        bytes = Saturated.sum(bytes, Saturated.product(elements, type.bytes()));
        return this;
    }

    /** The sum; null if it is unknown. */
    @Nullable
    Long bytes() {
        return known ? bytes : null;
    }
}
