/**
 * Readings of the nodes of a fleet, and what they say of the traces that were recorded there.
 *
 * <p>In: batches of readings and windows of traces, in the order of their partition. Out: the telemetry of each trace.
 * No clock of this machine is asked: the time is that of the records, so the same records give the same answers.
 */
@NullMarked
package io.tracemill.streams.fleet;

import org.jspecify.annotations.NullMarked;
