package io.tracemill.storage;

import io.tracemill.schemas.DeadLetter;

/** A sink for records that cannot be archived. */
interface DeadLetterSink extends AutoCloseable {

    /** Sends a dead letter. It may still be lost until {@link #flush} returns. */
    void send(DeadLetter letter);

    /** Returns once all letters that were sent are safe. */
    void flush();

    @Override
    void close();
}
