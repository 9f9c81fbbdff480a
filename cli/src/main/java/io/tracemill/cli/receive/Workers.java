package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import io.tracemill.ingest.IngestJob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/** The threads that publish bodies, each token's in turn. */
final class Workers implements AutoCloseable {

    private static final long END_MILLIS = 2_000;

    private final FairQueue<Transfer> queue = new FairQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final BiConsumer<Transfer, Outcome> ended;

    /**
     * Starts the threads.
     *
     * @param jobs makes the job of each thread, which closes it
     * @param publications makes what a thread does with its job
     * @param ended is told the outcome of each upload
     */
    Workers(
            int count,
            Supplier<IngestJob> jobs,
            Function<IngestJob, Publication> publications,
            BiConsumer<Transfer, Outcome> ended) {
        this.ended = ended;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(
                    () -> {
                        try (IngestJob job = jobs.get()) {
                            work(publications.apply(job));
                        }
                    },
                    "publish-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void work(Publication publication) {
        try {
            while (true) {
                Transfer transfer = queue.take();
                Outcome outcome = Outcome.refused(stopping());
                try {
                    outcome = publication.of(transfer);
                } finally {
                    ended.accept(transfer, outcome);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds a body that is whole; false if the door is closing. */
    boolean add(Transfer transfer) {
        return queue.add(transfer.token(), transfer);
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

    /** Takes no more. */
    void stop() {
        queue.close();
    }

    @Override
    public void close() {
        stop();
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
