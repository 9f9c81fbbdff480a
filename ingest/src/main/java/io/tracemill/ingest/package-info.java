/** Trace files in, batches of events on Kafka out: split, parse, normalise, sort, publish.
 *
 * <p>Must not import {@code streams-app} or {@code storage}. */
@NullMarked
package io.tracemill.ingest;

import org.jspecify.annotations.NullMarked;
