package io.tracemill.cli.receive;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.telemetry.batch.BatchSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A topic of readings that keeps what is sent; it can be made to hesitate, and to fail. */
final class MemoryTopic implements BatchSender {

    private final List<TelemetryBatch> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger sends = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<Void> send(TelemetryBatch batch) {
        sends.incrementAndGet();
        awaitGate();
        return answer.thenRun(() -> batches.add(batch));
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** From now on whoever sends waits until the latch is down. */
    CountDownLatch block() {
        CountDownLatch latch = new CountDownLatch(1);
        gate = latch;
        return latch;
    }

    /** Batches that were sent, whatever became of them. */
    int sends() {
        return sends.get();
    }

    /** From now on nothing is safe before the future is complete. */
    CompletableFuture<Void> hesitate() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        answer = later;
        return later;
    }

    /** From now on nothing is taken. */
    void fail() {
        answer = CompletableFuture.failedFuture(new TimeoutException("gone"));
    }

    /** From now on all is taken at once. */
    void recover() {
        answer = CompletableFuture.completedFuture(null);
    }

    /** The readings that are safe, each as {@code node [source] device metric time value}. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (TelemetryBatch batch : batches) {
            for (TelemetrySample sample : batch.getSamples()) {
                rows.add(batch.getNode() + " [" + batch.getSource() + "] "
                        + text(batch, sample.getDevice()) + ' '
                        + text(batch, sample.getMetric()) + ' '
                        + sample.getTimeNs() / 1_000_000 + ' ' + sample.getValue());
            }
        }
        return rows;
    }

    private static String text(TelemetryBatch batch, @Nullable Integer index) {
        return index == null ? "-" : batch.getStrings().get(index);
    }
}
