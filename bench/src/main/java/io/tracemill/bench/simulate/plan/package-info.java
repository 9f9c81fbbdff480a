/**
 * What a simulated run is made of: its nodes and devices, who works where and with whom, and when what happens. All of
 * it follows from a seed. Imports nothing of the simulation.
 */
@NullMarked
package io.tracemill.bench.simulate.plan;

import org.jspecify.annotations.NullMarked;
