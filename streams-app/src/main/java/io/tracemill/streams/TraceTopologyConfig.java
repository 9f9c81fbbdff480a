package io.tracemill.streams;

import io.tracemill.schemas.Topics;
import io.tracemill.streams.pass.PassConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the trace topology.
 *
 * @param topics the topics on this cluster
 * @param pass configuration of the pass
 * @param stalledAfter time without a batch after which a trace is STALLED, in the append time of the partition
 * @param incompleteAfter time without a batch after which a trace is finished as INCOMPLETE, in the append time of the
 *     partition
 * @param runTimeout time without a rank after which a run is compared without the missing ranks, in the append time of
 *     the partition; null if ranks are not compared
 */
public record TraceTopologyConfig(
        Topics topics,
        PassConfig pass,
        Duration stalledAfter,
        Duration incompleteAfter,
        @Nullable Duration runTimeout) {

    /** Checks that a trace stalls before it is finished as INCOMPLETE, and that a run waits for its ranks. */
    public TraceTopologyConfig {
        if (runTimeout != null && (runTimeout.isNegative() || runTimeout.isZero())) {
            throw new IllegalArgumentException("run time-out must be more than 0 but was " + runTimeout);
        }
        if (stalledAfter.isNegative() || stalledAfter.compareTo(incompleteAfter) >= 0) {
            throw new IllegalArgumentException("stalled after must be at least 0 and less than incomplete after ("
                    + incompleteAfter + ") but was " + stalledAfter);
        }
    }

    /**
     * Default configuration: STALLED after 5 minutes, INCOMPLETE after 24 hours, 10 minutes for the next rank of a run.
     */
    public static TraceTopologyConfig defaults(Topics topics) {
        return new TraceTopologyConfig(
                topics, PassConfig.defaults(), Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofMinutes(10));
    }

    /** Copy with another configuration of the pass. */
    public TraceTopologyConfig withPass(PassConfig other) {
        return new TraceTopologyConfig(topics, other, stalledAfter, incompleteAfter, runTimeout);
    }

    /** Copy with another time-out for runs; null to compare no ranks. */
    public TraceTopologyConfig withRunTimeout(@Nullable Duration other) {
        return new TraceTopologyConfig(topics, pass, stalledAfter, incompleteAfter, other);
    }
}
