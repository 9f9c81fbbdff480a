package io.tracemill.cli.analyze;

import java.io.IOException;

/** Looks after what somebody waits for. */
@FunctionalInterface
interface Watch {

    /** Throws what ended it, if it has ended. */
    void checkAlive() throws IOException;
}
