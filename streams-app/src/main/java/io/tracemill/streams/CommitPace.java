package io.tracemill.streams;

/**
 * The pace of the commits that an app requests for finished traces. A commit writes a marker into each partition that
 * the app has written to, which takes the brokers as much CPU as the rows of many small traces. So a few traces are
 * committed one by one, as soon as each is finished; after {@value #AT_ONCE} in a row, one in {@value #BETWEEN_MS} ms
 * is, and the others share the commit that comes every second anyway. Thread-safe.
 */
final class CommitPace {

    /** Commits that may be requested without a pause. */
    static final int AT_ONCE = 8;

    /** Time after which one more may be requested, in ms. */
    static final long BETWEEN_MS = 1_000;

    private int left = AT_ONCE;
    private long sinceMillis;

    /**
     * Whether a commit may be requested now, which the caller then does.
     *
     * @param nowMillis current time, in ms
     */
    synchronized boolean allows(long nowMillis) {
        long more = Math.max(0, (nowMillis - sinceMillis) / BETWEEN_MS);
        left = (int) Math.min(AT_ONCE, left + more);
        sinceMillis = left == AT_ONCE || nowMillis < sinceMillis ? nowMillis : sinceMillis + more * BETWEEN_MS;
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
