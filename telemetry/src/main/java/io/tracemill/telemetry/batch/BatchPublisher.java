package io.tracemill.telemetry.batch;

import io.tracemill.schemas.TelemetryBatch;

/** Takes finished batches. */
@FunctionalInterface
public interface BatchPublisher {

    /** Takes a batch. It blocks where it cannot go on, and throws where it never will. */
    void publish(TelemetryBatch batch);
}
