package io.tracemill.streams;

/**
 * The pace of the commits that the tasks of an app request. A commit takes the brokers and the app some 16 ms of CPU,
 * as much as the events of a small trace, so results that follow each other closely share one. Results that nothing
 * came before are committed at once. Thread-safe.
 */
final class CommitPace {

    /** Time between two requests, in ms. */
    static final long BETWEEN_MS = 200;

    private volatile long next;

    /**
     * Time until a commit may be requested, in ms; 0 if now.
     *
     * @param nowMillis current time, in ms
     */
    long millisToWait(long nowMillis) {
        return Math.max(0, Math.min(next - nowMillis, BETWEEN_MS)); // the clock may have been set back
    }

    /** Notes that a commit is requested now. */
    void requested(long nowMillis) {
        next = nowMillis + BETWEEN_MS;
    }
}
