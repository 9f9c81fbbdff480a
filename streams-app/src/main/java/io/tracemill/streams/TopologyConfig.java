package io.tracemill.streams;

import io.tracemill.schemas.Topics;
import java.time.Duration;

/**
 * What the topology is told.
 *
 * @param topics the topics on this cluster
 * @param pass what the pass is told
 * @param stalledAfter idle time, in the partition's append time, after which a trace is STALLED
 * @param incompleteAfter likewise, after which it is finished as INCOMPLETE
 */
public record TopologyConfig(Topics topics, PassConfig pass, Duration stalledAfter, Duration incompleteAfter) {

    /** Checks that a trace stalls before it is given up. */
    public TopologyConfig {
        if (stalledAfter.isNegative() || stalledAfter.compareTo(incompleteAfter) >= 0) {
            throw new IllegalArgumentException("stalled after must be at least 0 and less than incomplete after ("
                    + incompleteAfter + ") but was " + stalledAfter);
        }
    }

    /** STALLED after 5 minutes, INCOMPLETE after a day. */
    public static TopologyConfig defaults(Topics topics) {
        return new TopologyConfig(topics, PassConfig.defaults(), Duration.ofMinutes(5), Duration.ofHours(24));
    }

    /** A copy with another pass. */
    public TopologyConfig withPass(PassConfig other) {
        return new TopologyConfig(topics, other, stalledAfter, incompleteAfter);
    }
}
