package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.fleet.AnswerText;
import io.tracemill.bench.fleet.FleetSize;
import io.tracemill.bench.fleet.GeneratedFleet;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.series.TargetSeries;
import io.tracemill.telemetry.text.TextFormat;
import io.tracemill.telemetry.text.TextReader;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the answers of a fleet in the order in which they are due, as {@code scrape} reads what has arrived: one thread
 * reads, another makes the texts up.
 */
final class Feed {

    private static final int TEXTS = 32;

    private final TelemetryBenchRequest request;
    private final SeriesResolver resolver;
    private final TelemetryBatches batches;
    private final BlockingQueue<AnswerText> empty = new ArrayBlockingQueue<>(TEXTS);
    private final BlockingQueue<AnswerText> full = new ArrayBlockingQueue<>(TEXTS);
    private final TextReader[] readers;
    private final TargetSeries[] targets;
    private final LongAdder textBytes = new LongAdder();
    private final CountDownLatch half = new CountDownLatch(1);
    private final LongAccumulator latestNanos = new LongAccumulator(Math::max, 0);

    Feed(TelemetryBenchRequest request, SeriesResolver resolver, TelemetryBatches batches) {
        this.request = request;
        this.resolver = resolver;
        this.batches = batches;
        this.readers = new TextReader[request.fleet().nodes()];
        this.targets = new TargetSeries[request.fleet().nodes()];
        for (int i = 0; i < TEXTS; i++) {
            empty.add(new AnswerText());
        }
    }

    /** Makes all answers up. */
    void makeUp() throws InterruptedException {
        FleetSize size = request.fleet();
        GeneratedFleet fleet = new GeneratedFleet(size, request.seed());
        for (long answer = 0; answer < request.answers(); answer++) {
            AnswerText text = empty.take();
            fleet.answer((int) (answer % size.nodes()), text);
            full.put(text);
        }
    }

    /**
     * Reads all answers.
     *
     * @param firstMillis time of the first, in ms since 1970; the others follow by their place in the interval
     */
    void read(long firstMillis) throws InterruptedException, IOException {
        FleetSize size = request.fleet();
        long step = size.interval().toNanos() / size.nodes();
        long begin = System.nanoTime();
        for (long answer = 0; answer < request.answers(); answer++) {
            AnswerText text = full.take();
            if (request.paced()) {
                await(begin + answer * step);
            }
            int node = (int) (answer % size.nodes());
            read(node, text, TimeUnit.MILLISECONDS.toNanos(firstMillis) + answer * step);
            textBytes.add(text.size());
            empty.add(text);
            if (2 * answer >= request.answers()) {
                half.countDown();
            }
        }
    }

    /** Waits until half of the answers are read. */
    void awaitHalf() throws InterruptedException {
        half.await();
    }

    private void await(long dueNanos) throws InterruptedException {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for an answer");
            }
        }
        latestNanos.accumulate(System.nanoTime() - dueNanos);
    }

    private void read(int node, AnswerText text, long timeNanos) throws IOException {
        if (readers[node] == null) {
            readers[node] = new TextReader(TextFormat.PROMETHEUS);
            targets[node] = resolver.of(Target.of("http://" + GeneratedFleet.name(node) + ":9400/metrics"));
        }
        readers[node].read(text.stream(), batches.sink(targets[node], timeNanos));
        batches.flush();
    }

    /** Bytes of the texts read so far. */
    long textBytes() {
        return textBytes.sum();
    }

    /** How late an answer was read at most since this was last asked, in ns. */
    long takeLatestNanos() {
        return latestNanos.getThenReset();
    }
}
