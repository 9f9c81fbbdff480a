package io.tracemill.bench.simulate.plan;

import java.util.List;

/**
 * A group of ranks that exchange data.
 *
 * @param kind what it is for
 * @param name name that its collectives bear
 * @param ranks its members, ascending
 */
public record RankGroup(GroupKind kind, String name, List<Integer> ranks) {

    /** Copies the list. */
    public RankGroup {
        ranks = List.copyOf(ranks);
    }
}
