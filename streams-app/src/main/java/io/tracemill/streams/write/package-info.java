/**
 * Span batches: spans with their strings, encoded.
 *
 * <p>In: complete spans. Out: encoded batches. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.write;

import org.jspecify.annotations.NullMarked;
