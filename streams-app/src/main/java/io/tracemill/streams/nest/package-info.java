/**
 * Nesting: which spans are open on a thread, who is the parent of whom, self time.
 *
 * <p>In: host spans in trace order. Out: the same spans, once they are complete. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.nest;

import org.jspecify.annotations.NullMarked;
