/**
 * The verdicts: what a device is bound by, how far that can be trusted, what shows it, and what to do about it.
 *
 * <p>In: the rows of a finished trace. Out: bottlenecks and the percentages of the trace. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.classify;

import org.jspecify.annotations.NullMarked;
