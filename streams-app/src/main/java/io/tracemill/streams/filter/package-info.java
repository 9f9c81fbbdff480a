/**
 * The two filters: events dropped before the pass, and spans that are written. Statistics are computed between the two.
 *
 * <p>In: events, and complete spans. Out: yes or no. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.filter;

import org.jspecify.annotations.NullMarked;
