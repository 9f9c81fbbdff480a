package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;

/**
 * What a window went into, in percent of its length; they add up to 100, or to 0 where the window has no length.
 *
 * @param computing computing without memory-bound kernels
 * @param memory exposed copies and memory-bound kernels
 * @param communication exposed communication
 * @param idle nothing
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
