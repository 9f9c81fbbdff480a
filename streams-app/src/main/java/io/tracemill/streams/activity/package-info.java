/**
 * What each thread of the host does over time, for the idle time of devices: activities, their history, and the split
 * of a gap.
 *
 * <p>In: host spans in trace order, and gaps. Out: idle time by part and activity. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.activity;

import org.jspecify.annotations.NullMarked;
