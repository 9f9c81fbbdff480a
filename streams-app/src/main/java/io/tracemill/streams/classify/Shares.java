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
                percent(row.getComputingNs() - row.getMemoryBoundNs(), row.getTotalNs()),
                percent(row.getExposedMemcpyNs() + row.getMemoryBoundNs(), row.getTotalNs()),
                percent(row.getExposedCommunicationNs(), row.getTotalNs()),
                percent(row.getIdleNs(), row.getTotalNs()));
    }

    static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
