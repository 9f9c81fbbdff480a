package io.tracemill.telemetry.batch;

import io.tracemill.schemas.TelemetryBatch;
import java.util.concurrent.CompletableFuture;

/** Sends batches, and says of each when it is safe. */
@FunctionalInterface
public interface BatchSender {

    /**
     * Sends a batch. It blocks where there is no room for what waits, for a few seconds at most.
     *
     * @return completed once the batch cannot be lost any more; exceptionally if it may be lost, and must be sent again
     */
    CompletableFuture<Void> send(TelemetryBatch batch);
}
