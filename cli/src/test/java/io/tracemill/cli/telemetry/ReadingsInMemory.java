package io.tracemill.cli.telemetry;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TelemetryBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;

/** Keeps what it is given; while it is away, nothing arrives. */
final class ReadingsInMemory implements ReadingDestination {

    final List<TelemetryBatch> batches = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    boolean away;

    @Override
    public void publish(TelemetryBatch batch) {
        batches.add(batch);
    }

    @Override
    public void reject(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public void flush() {
        if (away) {
            throw new TimeoutException("the brokers did not take readings in time");
        }
    }

    @Override
    public void end() {}

    @Override
    public void close() {}

    List<Long> times() {
        return batches.stream()
                .flatMap(batch -> batch.getSamples().stream())
                .map(sample -> sample.getTimeNs() / 1_000_000_000)
                .toList();
    }
}
