/**
 * The two filters: which events the pass sees at all, and which spans are written. Statistics lie between the two.
 *
 * <p>Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.filter;

import org.jspecify.annotations.NullMarked;
