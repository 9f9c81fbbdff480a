package io.tracemill.streams.rollup;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TimelinePattern;

/** Classification of a device's timeline by its shares of time. */
final class TimelinePatterns {

    private static final int COMPUTE_DENSE_PCT = 70;
    private static final int HEAVY_PCT = 50;

    private TimelinePatterns() {}

    static TimelinePattern of(DeviceStats.Builder row) {
        long total = row.getTotalNs();
        if (exceeds(row.getComputingNs(), COMPUTE_DENSE_PCT, total)) {
            return TimelinePattern.COMPUTE_DENSE;
        }
        if (exceeds(row.getMemcpyNs(), HEAVY_PCT, total)) {
            return TimelinePattern.COPY_HEAVY;
        }
        return exceeds(row.getCommunicationNs(), HEAVY_PCT, total)
                ? TimelinePattern.COMMUNICATION_HEAVY
                : TimelinePattern.GAPS;
    }

    private static boolean exceeds(long part, int percent, long total) {
        return 100.0 * part > (double) percent * total;
    }
}
