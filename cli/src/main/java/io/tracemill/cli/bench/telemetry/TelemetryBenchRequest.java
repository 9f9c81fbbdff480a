package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.fleet.FleetSize;

/**
 * What is to be measured.
 *
 * @param fleet the exporters
 * @param seed of their values
 * @param minutes how long they are read
 * @param paced whether answers are read when they are due; else as fast as it goes
 * @param partitions of the topic
 * @param traces how many traces are published at least beside the second half of it, and as many after it; or 0
 */
public record TelemetryBenchRequest(
        FleetSize fleet, long seed, int minutes, boolean paced, int partitions, int traces) {

    /** How often each exporter is read. */
    long rounds() {
        return Math.max(1, minutes * 60_000L / fleet.interval().toMillis());
    }

    /** How many answers are read. */
    long answers() {
        return rounds() * fleet.nodes();
    }
}
