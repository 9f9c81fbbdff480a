package io.tracemill.ingest.publish;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.DeadLetter;

/** Where batches and dead letters go. Blocks while too many are under way. Closing does not flush. */
public interface TracePublisher extends AutoCloseable {

    /** Sends a batch; batches of one trace arrive in the order they were sent. */
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
