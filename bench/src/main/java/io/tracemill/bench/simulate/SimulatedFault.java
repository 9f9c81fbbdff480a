package io.tracemill.bench.simulate;

import io.tracemill.bench.simulate.fault.Fault;
import io.tracemill.bench.simulate.fault.FaultKind;

/**
 * A fault of the run with what it costs.
 *
 * @param costPercent what the recorded steps would take less without it, in percent of their time
 */
public record SimulatedFault(FaultKind kind, Fault fault, double costPercent) {}
