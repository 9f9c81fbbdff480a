package io.tracemill.ingest.source;

import io.tracemill.ingest.IngestException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Thread that reads some buffers ahead, so that reading, decompressing and hashing overlap with the use of the bytes.
 * Everything that the thread has done is visible to a caller that has read the end.
 */
final class ReadAhead implements AutoCloseable {

    /** Source of bytes. */
    interface Bytes {
        /** Reads some bytes; waits for at least one. Returns their number, -1 at the end. */
        int read(byte[] buffer, int offset, int length) throws IngestException;
    }

    private static final int BUFFERS = 4;
    private static final int BUFFER_BYTES = 1 << 19;

    /** Bytes that are read ahead at most. */
    static final int MOST_BYTES = BUFFERS * BUFFER_BYTES;

    private final Bytes source;
    private final BlockingQueue<Filled> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Filled> full = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread thread;
    private Filled current = new Filled(0);

    /** Buffer and the result of reading into it. */
    private static final class Filled {

        private final byte[] bytes;
        private int count;
        private int taken;
        private boolean last;
        private @Nullable Throwable failure;

        Filled(int size) {
            bytes = new byte[size];
        }
    }

    /** A reader with its thread started. */
    ReadAhead(Bytes source) {
        this.source = source;
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(new Filled(BUFFER_BYTES));
        }
        this.thread = new Thread(this::fill, "read-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes some bytes; waits for at least one. Returns their number, -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IngestException, InterruptedException {
        while (current.taken == current.count && !current.last) {
            if (current.bytes.length > 0) {
                empty.add(current);
            }
            current = full.take();
        }
        throwFailure(current.failure);
        int count = Math.min(length, current.count - current.taken);
        System.arraycopy(current.bytes, current.taken, buffer, offset, count);
        current.taken += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    private static void throwFailure(@Nullable Throwable failure) throws IngestException {
        if (failure instanceof IngestException known) {
            throw known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException("reading failed", failure);
        }
    }

    private void fill() {
        try {
            Filled next;
            do {
                next = empty.take();
                fill(next);
                full.put(next);
            } while (!next.last);
        } catch (InterruptedException e) {
            // Closed before the end.
            thread.interrupt();
        }
    }

    private void fill(Filled next) {
        next.count = 0;
        next.taken = 0;
        try {
            while (next.count < next.bytes.length && !next.last) {
                int count = source.read(next.bytes, next.count, next.bytes.length - next.count);
                next.last = count < 0;
                next.count += Math.max(0, count);
            }
        } catch (IngestException | RuntimeException | Error e) {
            next.failure = e;
            next.last = true;
        }
    }

    /** Stops the thread. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
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
