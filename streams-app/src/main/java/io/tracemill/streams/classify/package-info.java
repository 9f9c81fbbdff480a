/**
 * Bottlenecks of devices: class, causes, confidence, evidence and advice. Also the invariants that the rows of a trace
 * must satisfy.
 *
 * <p>In: rows of a finished trace. Out: bottlenecks, and the percentages of the trace. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.classify;

import org.jspecify.annotations.NullMarked;
