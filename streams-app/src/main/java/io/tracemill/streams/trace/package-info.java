/**
 * What flows between the steps of the pass: spans in the making, and the trace-wide ids of their strings.
 *
 * <p>In: events of a batch with indexes into its strings. Out: {@link io.tracemill.streams.trace.TraceSpan}, which each
 * step completes a little. Must not import Kafka nor any other step.
 */
@NullMarked
package io.tracemill.streams.trace;

import org.jspecify.annotations.NullMarked;
