package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.plan.RankGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a fault is.
 *
 * @param ranks ranks with the fault; none if it is of no rank in particular
 * @param node number of the node with the fault, null if it is of no node as a whole
 * @param group group whose link has the fault, null for none
 * @param stage stage of the pipeline with the fault, null for none
 * @param fromNanos begin, in ns since the epoch
 * @param toNanos end
 */
public record Site(
        List<Integer> ranks,
        @Nullable Integer node,
        @Nullable RankGroup group,
        @Nullable Integer stage,
        long fromNanos,
        long toNanos) {

    /** Copies the list. */
    public Site {
        ranks = List.copyOf(ranks);
    }

    /** Whether it is active at a time. */
    public boolean isActive(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }

    /** Whether a rank has it. */
    public boolean has(int rank) {
        return ranks.contains(rank);
    }
}
