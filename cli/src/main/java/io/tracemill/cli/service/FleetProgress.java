package io.tracemill.cli.service;

import io.tracemill.schemas.NodeProgress;
import java.util.HashMap;
import java.util.Map;

/** How far the partitions of the logs of nodes have been read: whether alerts say how things are now. */
public final class FleetProgress {

    /** Time that the partition which is read least far may be behind, in ms. */
    static final long MOST_BEHIND_MILLIS = 600_000;

    private final int partitions;
    private final Map<Integer, Long> millis = new HashMap<>();

    /** The progress of so many partitions, of none of which anything is known. */
    public FleetProgress(int partitions) {
        this.partitions = partitions;
    }

    /** Notes what a partition says. */
    public void note(NodeProgress progress) {
        millis.merge(progress.getPartition(), progress.getTimeMs(), Math::max);
    }

    /** Whether all partitions have been read up to now, in ms since 1970, but for a few minutes. */
    public boolean isCurrent(long nowMillis) {
        return millis.size() >= partitions
                && millis.values().stream().allMatch(time -> nowMillis - time <= MOST_BEHIND_MILLIS);
    }
}
