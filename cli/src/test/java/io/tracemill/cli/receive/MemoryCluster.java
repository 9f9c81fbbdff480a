package io.tracemill.cli.receive;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.publish.EncodedBatch;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.TimeoutException;

/** A cluster that keeps what is published; it can be made to hesitate, and to fail. */
final class MemoryCluster {

    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final List<EncodedBatch> batches = new CopyOnWriteArrayList<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private volatile boolean fails;

    TracePublisher publisher() {
        return new TracePublisher() {
            @Override
            public void publish(EncodedBatch batch) throws IngestException, InterruptedException {
                gate.await();
                gates.getOrDefault(batch.run(), OPEN).await();
                if (fails) {
                    throw new IngestException("cannot publish: gone", new TimeoutException("gone"));
                }
                batches.add(batch);
            }

            @Override
            public void reject(DeadLetter letter) {}

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** From now on nothing is taken until the latch is down. */
    CountDownLatch hesitate() {
        CountDownLatch latch = new CountDownLatch(1);
        gate = latch;
        return latch;
    }

    /** From now on nothing of a run is taken until the latch is down. */
    CountDownLatch hesitate(String run) {
        CountDownLatch latch = new CountDownLatch(1);
        gates.put(run, latch);
        return latch;
    }

    void fail(boolean now) {
        fails = now;
    }

    void finish(String traceId) {
        finished.add(traceId);
    }

    boolean isFinished(String traceId) {
        return finished.contains(traceId);
    }

    /** Batches that were published. */
    List<EncodedBatch> batches() {
        return batches;
    }
}
