/**
 * Comparison of the collectives of a run's ranks: those of one group with the same number are one collective, whose
 * members differ in how long they waited.
 *
 * <p>In: the {@link io.tracemill.schemas.Collectives} of each rank, in any order. Out: rows. What is kept of a
 * collective are sums, least and most over its members, so the order of the ranks changes nothing. Must not import
 * Kafka.
 */
@NullMarked
package io.tracemill.streams.collectives;

import org.jspecify.annotations.NullMarked;
