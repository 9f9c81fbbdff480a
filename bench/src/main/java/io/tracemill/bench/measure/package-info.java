/**
 * Measures the whole program from outside. It generates a trace or takes one, analyses it in separate processes, cold
 * and warm, checks that every run left the same correct archive, and only then reports how long the runs took.
 *
 * <p>In: a {@link io.tracemill.bench.measure.BenchRequest} and the {@link io.tracemill.bench.measure.MeasuredProgram}.
 * Out: a {@link io.tracemill.bench.measure.BenchReport}. Imports no stage: it runs commands that any user can run, and
 * tells the threads of a process apart by their names.
 */
@NullMarked
package io.tracemill.bench.measure;

import org.jspecify.annotations.NullMarked;
