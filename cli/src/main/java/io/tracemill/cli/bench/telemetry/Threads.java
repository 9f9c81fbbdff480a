package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads of a measurement; the first failure of one is kept. */
final class Threads {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Work of a thread. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Thread start(String name, Work work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setUncaughtExceptionHandler((ignored, cause) -> failure.compareAndSet(null, cause));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws the first failure, if there was one. */
    void throwFailure() throws IOException {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new Failure("what was measured stopped: " + cause.getMessage(), cause);
        }
    }
}
