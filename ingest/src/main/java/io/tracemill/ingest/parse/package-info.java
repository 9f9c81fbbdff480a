/**
 * Reads slices of events with a pool of threads. In: slices. Out: sorted blocks of packed events, and what else the
 * events of a slice say (names of processes, correlation ids, counts).
 *
 * <p>Must not import {@code sort} or {@code publish}.
 */
@NullMarked
package io.tracemill.ingest.parse;

import org.jspecify.annotations.NullMarked;
