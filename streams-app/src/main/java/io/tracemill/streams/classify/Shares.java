package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;

/**
 * Shares of a window in percent of its length. They add up to 100, or to 0 if the window has no length.
 *
 * @param computing computing, without kernels bound by memory
 * @param memory exposed copies, and kernels bound by memory
 * @param communication exposed communication
 * @param idle time in which nothing ran
 */
record Shares(double computing, double memory, double communication, double idle) {

    static Shares of(DeviceStats row) {
        return new Shares(
                percent(computingNanos(row), row.getTotalNs()),
                percent(memoryNanos(row), row.getTotalNs()),
                percent(row.getExposedCommunicationNs(), row.getTotalNs()),
                percent(row.getIdleNs(), row.getTotalNs()));
    }

    /** Time of computing, without kernels bound by memory, in ns. */
    static long computingNanos(DeviceStats row) {
        return row.getComputingNs() - row.getMemoryBoundNs();
    }

    /** Time of exposed copies and of kernels bound by memory, in ns. */
    static long memoryNanos(DeviceStats row) {
        return row.getExposedMemcpyNs() + row.getMemoryBoundNs();
    }

    static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
