/**
 * The rule that tells which rank, host, link or stage of a run is slow, and of what kind, from durations alone: no
 * timestamps of two ranks are compared. Its definition is in docs/definitions.md.
 *
 * <p>In: {@link io.tracemill.streams.slowrank.RunRanks} once, then {@link io.tracemill.streams.slowrank.StepTimes} of
 * each step in order. Out: a {@link io.tracemill.streams.slowrank.Verdict}. All figures are integers: ns, or permille
 * (pm), and every division rounds down. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.slowrank;

import org.jspecify.annotations.NullMarked;
