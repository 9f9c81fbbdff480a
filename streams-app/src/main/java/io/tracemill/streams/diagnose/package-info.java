/**
 * Why a run is slow: the causes of what its comparison found, from telemetry and traces.
 *
 * <p>In: the comparison of a run's ranks, and of each trace what its devices and node did meanwhile and what the trace
 * shows. Out: rows of causes, the likeliest first. What causes there are, and what tells them, is data: a {@link
 * io.tracemill.streams.diagnose.KnowledgeBase}. The same input gives the same rows, in any order. Must not
 * import Kafka.
 */
@NullMarked
package io.tracemill.streams.diagnose;

import org.jspecify.annotations.NullMarked;
