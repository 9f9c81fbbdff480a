/**
 * The join of device events with the launches that caused them, whichever comes first.
 *
 * <p>In: launches and device events in trace order. Out: device events in trace order, each with its launch if there is
 * one. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.join;

import org.jspecify.annotations.NullMarked;
