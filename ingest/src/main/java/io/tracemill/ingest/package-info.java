/**
 * Trace files in, batches of events on Kafka out: split, parse, normalise, sort, publish.
 *
 * <p>{@link io.tracemill.ingest.IngestJob} is where a reader starts. The packages below are its steps, left to right:
 * {@code source} (bytes of a file), {@code split} (slices of whole events), {@code parse} with {@code dialect} (slices
 * to packed events), {@code sort}, {@code link} (which launch caused what), {@code publish}. They know of this package
 * only {@link io.tracemill.ingest.IngestException}. Memory is bounded from the first byte to the last, whatever the
 * size of the file, but for the correlation ids ({@link io.tracemill.ingest.IngestConfig} says how much they take).
 *
 * <p>Must not import {@code streams-app} or {@code storage}; only {@code publish} may import Kafka.
 */
@NullMarked
package io.tracemill.ingest;

import org.jspecify.annotations.NullMarked;
