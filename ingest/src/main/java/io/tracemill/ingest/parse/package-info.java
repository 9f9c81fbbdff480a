/**
 * Parsing of slices in a pool of threads. In: slices. Out: sorted blocks of packed events, and the other facts in the
 * events of a slice: names of processes and threads, correlation ids, counts.
 *
 * <p>Must not import {@code sort} or {@code publish}.
 */
@NullMarked
package io.tracemill.ingest.parse;

import org.jspecify.annotations.NullMarked;
