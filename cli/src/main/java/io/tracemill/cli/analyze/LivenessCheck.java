package io.tracemill.cli.analyze;

import java.io.IOException;

/** Checks that what a thread waits for is still running, so that nobody waits for ever. */
@FunctionalInterface
interface LivenessCheck {

    /** Throws the reason if it has ended. */
    void checkAlive() throws IOException;
}
