/**
 * Sorting of packed events within a memory budget, on disk beyond it, and pairing of begins with ends. In: sorted
 * blocks. Out: one cursor over all events in the order of the trace.
 *
 * <p>Must not import {@code parse}, {@code split} or {@code publish}.
 */
@NullMarked
package io.tracemill.ingest.sort;

import org.jspecify.annotations.NullMarked;
