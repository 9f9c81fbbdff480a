package io.tracemill.cli.notify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was told since the start, and what fires. For any thread. */
public final class NotifyCounts {

    private final Map<String, Long> taken = new ConcurrentHashMap<>();
    private final Map<String, Long> failed = new ConcurrentHashMap<>();
    private volatile int firing;
    private volatile boolean read;
    private volatile boolean current;

    /** Counts of a service that has told nothing. */
    public NotifyCounts() {}

    void told(String receiver, boolean all) {
        (all ? taken : failed).merge(receiver, 1L, Long::sum);
    }

    void now(int firingAlerts, boolean isRead, boolean isCurrent) {
        firing = firingAlerts;
        read = isRead;
        current = isCurrent;
    }

    /** Posts that were taken, by receiver. */
    public Map<String, Long> taken() {
        return Map.copyOf(taken);
    }

    /** Posts that were not, by receiver. */
    public Map<String, Long> failed() {
        return Map.copyOf(failed);
    }

    /** Alerts that fire. */
    public int firing() {
        return firing;
    }

    /** Whether the topic of alerts was read to its end. */
    public boolean isRead() {
        return read;
    }

    /** Whether alerts say how things are now. */
    public boolean isCurrent() {
        return current;
    }
}
