package io.tracemill.cli.telemetry;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.telemetry.batch.BatchPublisher;

/** Where batches of readings go, and the letters of what gave none. Closing does not flush. */
public interface ReadingDestination extends BatchPublisher, AutoCloseable {

    /** Sends a dead letter. */
    void reject(DeadLetter letter) throws IngestException, InterruptedException;

    /**
     * Waits until everything sent has arrived.
     *
     * @throws IngestException if a letter did not
     * @throws org.apache.kafka.common.KafkaException if a batch did not
     */
    void flush() throws IngestException, InterruptedException;

    /** Says that no more readings come of the nodes whose readings were published; then flushes. */
    void end() throws IngestException, InterruptedException;

    @Override
    void close();
}
