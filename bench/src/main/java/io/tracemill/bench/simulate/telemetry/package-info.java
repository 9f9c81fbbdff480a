/**
 * Telemetry of a simulated run, as Prometheus writes what exporters gave it: models of devices, nodes and a service,
 * and the files of their metrics. Physical values hang together: power follows clock and work, temperature follows
 * power, energy is the sum of power.
 */
@NullMarked
package io.tracemill.bench.simulate.telemetry;

import org.jspecify.annotations.NullMarked;
