/**
 * Faults of a simulated run, one class each. A fault says where it is and what it changes, in the work of steps and in
 * the condition of devices, nodes and the service, so that traces and telemetry show the same cause.
 */
@NullMarked
package io.tracemill.bench.simulate.fault;

import org.jspecify.annotations.NullMarked;
