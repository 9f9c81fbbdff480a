package io.tracemill.cli.bench.telemetry;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.telemetry.batch.BatchPublisher;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts batches on their way to the publisher, and sums up what their readings say, so that it can be compared with
 * what the archive holds. Written by one thread, read by any.
 */
final class Tally implements BatchPublisher {

    /** Sums are taken of remainders, so that they stay whole and small; both are primes. */
    static final int VALUES = 1_000_003;

    static final int TIMES = 1_009;

    private final BatchPublisher publisher;
    private final LongAdder batches = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final LongAdder sum = new LongAdder();

    Tally(BatchPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void publish(TelemetryBatch batch) {
        long added = 0;
        for (TelemetrySample sample : batch.getSamples()) {
            long value = (long) Math.floor(sample.getValue() * 1_000) % VALUES;
            added += value * (1 + sample.getTimeNs() / 1_000_000 % TIMES);
        }
        publisher.publish(batch);
        sum.add(added);
        readings.add(batch.getSamples().size());
        batches.increment();
    }

    long batches() {
        return batches.sum();
    }

    long readings() {
        return readings.sum();
    }

    /** The sum over all readings, of values in thousandths and times in ms. */
    long sum() {
        return sum.sum();
    }
}
