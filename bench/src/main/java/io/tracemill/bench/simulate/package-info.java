/**
 * A simulated run of a fleet: traces of its ranks, telemetry of its nodes, and what is true of it. Begin with
 * {@link io.tracemill.bench.simulate.FleetSimulation}. A plan says who works where and when; faults change the work of
 * steps and the condition of devices; times and telemetry follow from both.
 */
@NullMarked
package io.tracemill.bench.simulate;

import org.jspecify.annotations.NullMarked;
