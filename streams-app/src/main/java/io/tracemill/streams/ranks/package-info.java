/**
 * Comparison of a run's ranks: the spread of each measure in each step, load balance, and what makes the run slow.
 *
 * <p>In: one {@link io.tracemill.schemas.RankSteps} for each rank, in any order. Out: rows. State is mergeable:
 * integers and exact sums, so the order of the ranks changes nothing. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.ranks;

import org.jspecify.annotations.NullMarked;
