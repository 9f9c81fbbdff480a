/**
 * Span batches: spans with their strings, cut by size.
 *
 * <p>Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.write;

import org.jspecify.annotations.NullMarked;
