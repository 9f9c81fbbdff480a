package io.tracemill.streams.activity;

import io.tracemill.streams.trace.FullTable;

/**
 * Room for rows of idle time: at most {@value #MOST} of all windows of a trace have names. Of any further ones, the
 * time counts for a row of their class.
 */
public final class IdleRoom {

    static final int MOST = 1 << 17;

    private final HostActivities host;
    private int taken;

    /** Creates room for the rows of a trace. */
    public IdleRoom(HostActivities host) {
        this.host = host;
    }

    /** Takes room for a key; returns the key that its time counts for. */
    long take(long key) {
        if (taken < MOST) {
            taken++;
            return key;
        }
        host.symbols().folds().add(FullTable.IDLE_TIMES);
        return IdleKind.of(key).key(host.activities().otherThan((int) key));
    }

    /** Takes room for keys that had it before a restart. */
    public void restore(int keys) {
        taken += keys;
    }
}
