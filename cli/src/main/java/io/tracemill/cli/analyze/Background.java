package io.tracemill.cli.analyze;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on threads that do not keep the process alive. It is waited for, but not for ever. */
final class Background {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private Background() {}

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
