package io.tracemill.cli.serve;

import java.io.IOException;

/**
 * A question to the archive.
 *
 * @param name what tells it from all others
 * @param stamp which files the answer depends on
 * @param composition composes the answer
 * @param isSlow whether that takes so long that others must not wait for it
 */
record Question(String name, Stamp stamp, Composition composition, boolean isSlow) {

    /** A question that is answered soon. */
    Question(String name, Stamp stamp, Composition composition) {
        this(name, stamp, composition, false);
    }

    /** Which files an answer depends on. */
    @FunctionalInterface
    interface Stamp {
        /** What differs if any of these files does. */
        String of(Moment moment) throws IOException;
    }

    /** Composes an answer. */
    @FunctionalInterface
    interface Composition {
        /** The answer at this moment. */
        Answer of(Moment moment) throws IOException;
    }
}
