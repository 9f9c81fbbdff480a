package io.tracemill.storage;

import io.tracemill.schemas.DeadLetter;

/** The place where records go that cannot be archived. */
interface DeadLetterSink extends AutoCloseable {

    /** Sends one; it may still be lost until {@link #flush} returns. */
    void send(DeadLetter letter);

    /** Returns once all that was sent is safe. */
    void flush();

    @Override
    void close();
}
