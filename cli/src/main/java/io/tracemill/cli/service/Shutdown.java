package io.tracemill.cli.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The orderly end of a service on SIGTERM: the JVM waits for it, for a limited time. */
public final class Shutdown implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** Watches for the end; what is asked to stop the service is called then. */
    public Shutdown(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    asked.countDown();
                    stop.run();
                    awaitEnd();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitEnd() {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits so long, or until the process is asked to stop; true if it was. */
    public boolean await(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether the process was asked to stop. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** The service has ended. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook waits for this.
        }
    }
}
