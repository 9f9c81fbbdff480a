package io.tracemill.streams;

import io.tracemill.streams.state.RankGaugeState;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What monitoring shows of a rank: its newest trace, and the last comparison of its run.
 *
 * @param run run of the rank
 * @param rank number of the rank
 * @param node host of its trace, empty if unknown
 * @param appendMillis append time of what the trace showed, in ms since 1970
 * @param endSeconds end of the trace, in s since 1970; empty if its times are not those of a clock
 * @param stepSeconds median length of its whole steps, in s; empty if it has none
 * @param idleRatio share of the time in which its devices did nothing
 * @param exposedCommunicationRatio share of the time in which they only communicated
 * @param bottleneck bottleneck of its longest device; null without device events
 * @param slowKind kind of the most expensive finding that names the rank, or NONE; null if its run was never compared
 * @param slowRatio share of the run's step time that would be saved without that finding
 */
public record RankGauge(
        String run,
        int rank,
        String node,
        long appendMillis,
        OptionalDouble endSeconds,
        OptionalDouble stepSeconds,
        double idleRatio,
        double exposedCommunicationRatio,
        @Nullable String bottleneck,
        @Nullable String slowKind,
        double slowRatio) {

    private static final double NANOS = 1e9;

    static RankGauge of(RankGaugeState state) {
        Long step = state.getStepNs();
        return new RankGauge(
                state.getRun(),
                state.getRank(),
                state.getNode() == null ? "" : state.getNode(),
                state.getAppendMs(),
                RankGauges.isOfAClock(state.getEndNs())
                        ? OptionalDouble.of(state.getEndNs() / NANOS)
                        : OptionalDouble.empty(),
                step == null ? OptionalDouble.empty() : OptionalDouble.of(step / NANOS),
                ratio(state.getIdleNs(), state.getTotalNs()),
                ratio(state.getExposedCommunicationNs(), state.getTotalNs()),
                state.getBottleneck(),
                state.getSlowKind(),
                state.getSlowPct() / 100);
    }

    private static double ratio(long part, long whole) {
        return whole <= 0 ? 0 : (double) part / whole;
    }
}
