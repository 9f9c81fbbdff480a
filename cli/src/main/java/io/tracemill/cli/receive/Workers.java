package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/** The threads that publish bodies, in the order of their {@link FairQueue}. */
final class Workers<T> implements AutoCloseable {

    /** For all threads together. */
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final FairQueue<T> queue;
    private final List<Thread> threads = new ArrayList<>();

    /** What one thread works with. */
    interface Worker<T> extends AutoCloseable {

        /** Does one piece of work, whatever becomes of it. */
        void work(T piece) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * Starts the threads.
     *
     * @param mostLarge threads that may have large bodies at a time
     * @param workers makes what each thread works with; the thread closes it
     */
    Workers(String name, int count, int mostLarge, Supplier<? extends Worker<T>> workers) {
        this.queue = new FairQueue<>(mostLarge);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(
                    () -> {
                        try (Worker<T> worker = workers.get()) {
                            work(worker);
                        }
                    },
                    name + '-' + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void work(Worker<T> worker) {
        try {
            while (true) {
                FairQueue.Begun<T> begun = queue.begin();
                try {
                    worker.work(begun.work());
                } finally {
                    queue.end(begun);
                }
            }
        } catch (InterruptedException e) {
            return; // the door closes; the job is closed next, which must not be interrupted
        }
    }

    /** Adds a body that is whole; false if the door is closing. */
    boolean add(Place place, T piece) {
        return queue.add(place, piece);
    }

    /** Bodies that wait. */
    int waiting() {
        return queue.size();
    }

    /** What is answered by a door that is closing. */
    static Refusal stopping() {
        return Refusal.forNow(
                HttpStatus.SERVICE_UNAVAILABLE_503, "the door is closing; send it again in a few seconds", 5);
    }

    @Override
    public void close() {
        queue.close();
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        long end = System.nanoTime() + END_NANOS;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
