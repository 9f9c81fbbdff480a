package io.tracemill.ingest.parse;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.split.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Pool of threads that parse slices from a bounded queue. Results are handed over one at a time, in any order. The
 * first failure stops all threads and is thrown by the next {@link #submit} or by {@link #finish}.
 */
public final class ParsePool implements AutoCloseable {

    /** Receiver of results, called by one thread at a time. */
    public interface ResultSink {
        /** Takes the result of one slice. */
        void accept(SliceResult result) throws IngestException;
    }

    private static final Slice NO_MORE = Slice.empty();

    private final BlockingQueue<Slice> waiting;
    private final BlockingQueue<byte[]> buffers;
    private final int sliceBytes;
    private final ResultSink sink;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** A pool with its threads started. */
    public ParsePool(ParseRules rules, StringPool pool, int threadCount, int sliceBytes, ResultSink sink) {
        this.waiting = new ArrayBlockingQueue<>(2 * threadCount);
        this.buffers = new ArrayBlockingQueue<>(4 * threadCount);
        this.sliceBytes = sliceBytes;
        this.sink = sink;
        for (int i = 0; i < threadCount; i++) {
            SliceParser parser = new SliceParser(rules, pool);
            Thread thread = new Thread(() -> work(parser), "parse-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** A buffer for the next slice. */
    public byte[] buffer() {
        byte[] used = buffers.poll();
        return used != null ? used : new byte[sliceBytes];
    }

    /** Adds a slice to the queue; blocks while the queue is full. */
    public void submit(Slice slice) throws IngestException, InterruptedException {
        while (!waiting.offer(slice, 100, TimeUnit.MILLISECONDS)) {
            throwFailure();
        }
        throwFailure();
    }

    /** Waits until all slices have been parsed. */
    public void finish() throws IngestException, InterruptedException {
        for (int i = 0; i < threads.size(); i++) {
            submit(NO_MORE);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        throwFailure();
    }

    private void work(SliceParser parser) {
        try {
            Slice slice = waiting.take();
            while (slice != NO_MORE) {
                SliceResult result = parser.parse(slice);
                if (slice.bytes().length == sliceBytes) {
                    buffers.offer(slice.bytes());
                }
                deliver(result);
                slice = waiting.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private synchronized void deliver(SliceResult result) throws IngestException {
        if (failure.get() == null) {
            sink.accept(result);
        }
    }

    private void throwFailure() throws IngestException {
        Throwable cause = failure.get();
        if (cause instanceof IngestException known) {
            throw known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause != null) {
            throw new IllegalStateException("parsing failed", cause);
        }
    }

    /** Stops the threads; slices that have not been parsed are dropped. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
