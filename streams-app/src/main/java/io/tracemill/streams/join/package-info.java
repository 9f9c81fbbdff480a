/**
 * Join of device events with their launches, whichever comes first.
 *
 * <p>In: launches and device events in trace order. Out: device events in trace order, each with its launch if the
 * trace has it. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.join;

import org.jspecify.annotations.NullMarked;
