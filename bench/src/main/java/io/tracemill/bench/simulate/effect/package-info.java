/**
 * What a fault can change: the work of a rank in a step, and the condition of devices, nodes and a service at a time.
 * Faults write these values; the simulation of times and of telemetry reads them.
 */
@NullMarked
package io.tracemill.bench.simulate.effect;

import org.jspecify.annotations.NullMarked;
