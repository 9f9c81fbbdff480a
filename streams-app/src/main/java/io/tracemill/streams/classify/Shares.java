package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.DeviceWork;

/**
 * Shares of a window in percent of its length. They add up to 100, or to 0 if the window has no length.
 *
 * @param computing computing, without kernels bound by memory
 * @param memory exposed copies, and kernels bound by memory
 * @param communication exposed communication
 * @param idle time in which nothing ran
 */
record Shares(double computing, double memory, double communication, double idle) {

    /** Share of the device time of which the model must know the bound before it counts, in percent. */
    private static final double MODEL_COUNTS_FROM_PCT = 80;

    static Shares of(DeviceStats row) {
        return new Shares(
                percent(computingNanos(row), row.getTotalNs()),
                percent(memoryNanos(row), row.getTotalNs()),
                percent(row.getExposedCommunicationNs(), row.getTotalNs()),
                percent(row.getIdleNs(), row.getTotalNs()));
    }

    /** Time of computing, without kernels bound by memory, in ns. */
    static long computingNanos(DeviceStats row) {
        return row.getComputingNs() - memoryBoundNanos(row);
    }

    /** Time of exposed copies and of kernels bound by memory, in ns. */
    static long memoryNanos(DeviceStats row) {
        return row.getExposedMemcpyNs() + memoryBoundNanos(row);
    }

    /** Time of kernels bound by memory, in ns: by counters, and by the roofline model where that counts. */
    static long memoryBoundNanos(DeviceStats row) {
        return modelCounts(row) ? row.getModelledMemoryBoundNs() : row.getMemoryBoundNs();
    }

    /** Whether the roofline model tells of enough of the device time what bounds it. */
    static boolean modelCounts(DeviceStats row) {
        DeviceWork work = row.getWork();
        return work != null && work.getBoundPct() >= MODEL_COUNTS_FROM_PCT;
    }

    static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
