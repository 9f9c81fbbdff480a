/**
 * Clipping of device events that cannot have run as long as the file says. In: events in order. Out: the same events,
 * some with a shorter duration.
 *
 * <p>Imports {@code pack} and {@code sort}.
 */
@NullMarked
package io.tracemill.ingest.clip;

import org.jspecify.annotations.NullMarked;
