package io.tracemill.ingest.publish;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.DeadLetter;

/** Destination of batches and dead letters. Blocks while too many are in flight. Closing does not flush. */
public interface TracePublisher extends AutoCloseable {

    /** Sends a batch. Batches of one trace arrive in the order in which they were sent. */
    void publish(EncodedBatch batch) throws IngestException, InterruptedException;

    /** Sends a dead letter. */
    void reject(DeadLetter letter) throws IngestException, InterruptedException;

    /**
     * Waits until everything sent has arrived.
     *
     * @throws IngestException if something did not
     */
    void flush() throws IngestException, InterruptedException;

    @Override
    void close();
}
