package io.tracemill.cli.notify;

import java.io.IOException;
import java.time.Instant;

/** Somebody who is told which alerts fire. */
public interface Receiver {

    /** Its name in messages and metrics: what it is, and where. */
    String name();

    /**
     * Tells which alerts fire and which have ended.
     *
     * @param isCurrent whether that is how things are now
     * @throws IOException if it did not take all of it; it is told again
     */
    void tell(AlertBoard.Telling telling, boolean isCurrent, Instant now) throws IOException, InterruptedException;
}
