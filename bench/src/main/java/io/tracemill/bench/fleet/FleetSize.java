package io.tracemill.bench.fleet;

import java.time.Duration;

/**
 * How large a fleet is, and how often it is read.
 *
 * @param nodes exporters, one for each node
 * @param devices devices of each node
 * @param metrics metrics of each device
 * @param interval the time from one reading of a node to the next
 */
public record FleetSize(int nodes, int devices, int metrics, Duration interval) {

    /** Checks the limits. */
    public FleetSize {
        require("nodes", nodes, 1, 20_000);
        require("devices", devices, 1, 64);
        require("metrics", metrics, 1, DeviceMetric.values().length);
        require("interval in ms", interval.toMillis(), 1, 3_600_000);
    }

    private static void require(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + " but was " + value);
        }
    }

    /** Readings of one answer. */
    public int readingsPerAnswer() {
        return devices * metrics;
    }

    /** Readings of the whole fleet. */
    public double readingsPerSecond() {
        return 1e9 * nodes * readingsPerAnswer() / interval.toNanos();
    }
}
