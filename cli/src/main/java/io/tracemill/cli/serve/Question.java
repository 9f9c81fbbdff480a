package io.tracemill.cli.serve;

import java.io.IOException;

/**
 * A question to the archive.
 *
 * @param name what tells it from all others
 * @param stamp which files the answer depends on
 * @param composition composes the answer
 */
record Question(String name, Stamp stamp, Composition composition) {

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
