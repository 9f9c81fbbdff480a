/**
 * Puts packed events into the order of a trace within a memory budget, on disk beyond it, and pairs begins with ends.
 * In: sorted blocks. Out: one cursor over all events in order.
 *
 * <p>Must not import {@code parse}, {@code split} or {@code publish}.
 */
@NullMarked
package io.tracemill.ingest.sort;

import org.jspecify.annotations.NullMarked;
