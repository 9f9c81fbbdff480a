/**
 * The pass over one trace, and its state between two batches.
 *
 * <p>In: the batches of a trace, in order. Out: encoded batches of spans, rows at the end, and the state from which
 * another instance continues. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.pass;

import org.jspecify.annotations.NullMarked;
