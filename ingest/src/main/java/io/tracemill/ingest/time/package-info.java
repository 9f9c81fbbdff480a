/**
 * Times that cannot be right, told from the times of the whole file. In: starts and ends of all events. Out: which of
 * them are plausible, and when the trace begins and ends.
 *
 * <p>Imports {@code pack} and {@code sort}.
 */
@NullMarked
package io.tracemill.ingest.time;

import org.jspecify.annotations.NullMarked;
