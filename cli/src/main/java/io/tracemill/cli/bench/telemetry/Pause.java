package io.tracemill.cli.bench.telemetry;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A while in which a thread waits before it looks again. */
final class Pause {

    private Pause() {}

    static void of(Duration time) throws InterruptedException {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting");
        }
    }
}
