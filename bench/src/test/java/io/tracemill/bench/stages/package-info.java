/**
 * Benchmarks of single stages, on one thread each where that is possible; those that need a stage's inner classes are
 * in its package. Run by {@link io.tracemill.bench.stages.Benchmarks}.
 */
@NullMarked
package io.tracemill.bench.stages;

import org.jspecify.annotations.NullMarked;
