/**
 * Times of a simulated run: what each rank does in a step, and when, if ranks wait for each other in collectives and
 * transfers. Nothing is written here.
 */
@NullMarked
package io.tracemill.bench.simulate.time;

import org.jspecify.annotations.NullMarked;
