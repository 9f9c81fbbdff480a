/**
 * Ingest of trace files. In: files. Out: batches of events in time order, on Kafka.
 *
 * <p>Start reading at {@link io.tracemill.ingest.IngestJob}. The packages below are its steps, in this order:
 * {@code source} (bytes of a file), {@code split} (slices of whole events), {@code parse} with {@code dialect} (packed
 * events), {@code sort}, {@code link} (which launch caused which device event), {@code time} and {@code rank}
 * (implausible times and merged ranks, in the few files that have them), {@code clip} (durations that are too long),
 * {@code publish}. Of this package they import only exceptions. Memory does not grow
 * with the file, except for the correlation ids; {@link io.tracemill.ingest.IngestConfig} says how much they take.
 *
 * <p>Must not import {@code streams-app} or {@code storage}; only {@code publish} may import Kafka.
 */
@NullMarked
package io.tracemill.ingest;

import org.jspecify.annotations.NullMarked;
