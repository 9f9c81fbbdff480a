package io.tracemill.streams;

import io.tracemill.schemas.Topics;
import io.tracemill.streams.pass.PassConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the topology is told.
 *
 * @param topics the topics on this cluster
 * @param pass what the pass is told
 * @param stalledAfter idle time, in the partition's append time, after which a trace is STALLED
 * @param incompleteAfter likewise, after which it is finished as INCOMPLETE
 * @param runTimeout likewise, after which a run is compared without the ranks that have not come; null for no comparison
 */
public record TraceTopologyConfig(
        Topics topics,
        PassConfig pass,
        Duration stalledAfter,
        Duration incompleteAfter,
        @Nullable Duration runTimeout) {

    /** Checks that a trace stalls before it is given up, and that a run waits for its ranks. */
    public TraceTopologyConfig {
        if (runTimeout != null && (runTimeout.isNegative() || runTimeout.isZero())) {
            throw new IllegalArgumentException("run time-out must be more than 0 but was " + runTimeout);
        }
        if (stalledAfter.isNegative() || stalledAfter.compareTo(incompleteAfter) >= 0) {
            throw new IllegalArgumentException("stalled after must be at least 0 and less than incomplete after ("
                    + incompleteAfter + ") but was " + stalledAfter);
        }
    }

    /** STALLED after 5 minutes, INCOMPLETE after a day; a run waits 10 minutes for its next rank. */
    public static TraceTopologyConfig defaults(Topics topics) {
        return new TraceTopologyConfig(
                topics, PassConfig.defaults(), Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofMinutes(10));
    }

    /** A copy with another pass. */
    public TraceTopologyConfig withPass(PassConfig other) {
        return new TraceTopologyConfig(topics, other, stalledAfter, incompleteAfter, runTimeout);
    }

    /** A copy with another time-out of runs; null for no comparison of ranks. */
    public TraceTopologyConfig withRunTimeout(@Nullable Duration other) {
        return new TraceTopologyConfig(topics, pass, stalledAfter, incompleteAfter, other);
    }
}
