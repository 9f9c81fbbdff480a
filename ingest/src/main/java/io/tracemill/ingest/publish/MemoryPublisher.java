package io.tracemill.ingest.publish;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is published in memory: the twin of {@link KafkaPublisher}, for tests and for looking at small traces. */
public final class MemoryPublisher implements TracePublisher {

    private final List<TraceEventBatch> batches = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    @Override
    public void publish(TraceEventBatch batch) {
        batches.add(batch);
    }

    @Override
    public void reject(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public void flush() {
        // Everything is where it belongs.
    }

    @Override
    public void close() {
        // What was published can still be looked at.
    }

    /** Batches published, in order. */
    public List<TraceEventBatch> batches() {
        return List.copyOf(batches);
    }

    /** Dead letters, in order. */
    public List<DeadLetter> letters() {
        return List.copyOf(letters);
    }
}
