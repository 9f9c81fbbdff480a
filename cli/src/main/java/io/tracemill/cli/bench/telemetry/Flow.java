package io.tracemill.cli.bench.telemetry;

/**
 * The way of readings.
 *
 * @param feed reads them
 * @param tally counts them on their way to the broker
 * @param archived what the archive has of them
 * @param fleet the topology that reads them
 * @param logs where the broker keeps them
 */
record Flow(Feed feed, Tally tally, Archived archived, FleetRun fleet, Logs logs) {}
