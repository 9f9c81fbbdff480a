package io.tracemill.cli.analyze;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on daemon threads, which do not keep the process alive. Callers wait for a limited time at most. */
final class DaemonThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonThreads.class);

    private DaemonThreads() {}

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ignored, e) -> LOG.debug("{}", name, e));
        thread.start();
        return thread;
    }

    /** Does the work, and says whether it ended within this time. */
    static boolean run(String name, Runnable work, Duration patience) {
        Thread thread = start(name, work);
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
