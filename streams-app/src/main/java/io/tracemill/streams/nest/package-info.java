/**
 * Nesting of the spans on a thread: open spans, parents, self time.
 *
 * <p>In: host spans in trace order. Out: the same spans, once they are complete. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.nest;

import org.jspecify.annotations.NullMarked;
