package io.tracemill.cli.telemetry;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Batches and letters to Kafka. It fails if the brokers do not take readings in time, so that a file is read again. */
public final class KafkaReadings implements ReadingDestination {

    private static final String DOOR = "ingest";

    private final KafkaBatchPublisher batches;
    private final Set<String> nodes = new TreeSet<>();
    private final Supplier<? extends TracePublisher> publishers;
    private @Nullable TracePublisher letters;
    private long lost;

    /**
     * A destination, which closes the publisher of batches.
     *
     * @param letters makes the publisher of letters, once there is one
     */
    public KafkaReadings(KafkaBatchPublisher batches, Supplier<? extends TracePublisher> letters) {
        this.batches = batches;
        this.publishers = letters;
    }

    @Override
    public void publish(TelemetryBatch batch) {
        batches.publish(batch);
        nodes.add(batch.getNode());
    }

    @Override
    public void end() throws IngestException, InterruptedException {
        for (String node : nodes) {
            batches.publish(NodeLog.end(node, DOOR));
        }
        flush();
    }

    @Override
    public void reject(DeadLetter letter) throws IngestException, InterruptedException {
        if (letters == null) {
            letters = publishers.get();
        }
        letters.reject(letter);
    }

    @Override
    public void flush() throws IngestException, InterruptedException {
        batches.flush();
        long now = batches.lost();
        if (now > lost) {
            long missing = now - lost;
            lost = now;
            throw new TimeoutException("the brokers did not take " + missing + " readings in time");
        }
        if (letters != null) {
            letters.flush();
        }
    }

    @Override
    public void close() {
        batches.close();
        if (letters != null) {
            letters.close();
        }
    }
}
