package io.tracemill.ingest.publish;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.List;

/** Publisher into memory, the twin of {@link KafkaPublisher}; batches are decoded by the generated coder. */
public final class MemoryPublisher implements TracePublisher {

    private final AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
    private final List<TraceEventBatch> batches = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    @Override
    public void publish(EncodedBatch batch) {
        batches.add(serde.decode(batch.bytes()));
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
