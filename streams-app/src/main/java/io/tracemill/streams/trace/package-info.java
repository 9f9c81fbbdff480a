/**
 * Data that the steps of the pass exchange: spans that are not yet complete, and trace-wide ids of strings.
 *
 * <p>In: events of a batch with indexes into its strings. Out: {@link io.tracemill.streams.trace.TraceSpan}, to which
 * each step adds its part. Must not import Kafka or any step.
 */
@NullMarked
package io.tracemill.streams.trace;

import org.jspecify.annotations.NullMarked;
