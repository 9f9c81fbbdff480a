package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.plan.RankGroup;
import java.util.List;
import java.util.Objects;

/** A fault of the link of a rank to the others of a group: InfiniBand between nodes, else the link between devices. */
abstract class LinkFault extends PlacedFault {

    private final boolean betweenNodes;

    LinkFault(FaultContext context, double severity) {
        super(context, context.link(), severity);
        this.betweenNodes = context.spansNodes(group());
    }

    @Override
    public List<String> findings() {
        return List.of("SLOW_LINK");
    }

    private RankGroup group() {
        return Objects.requireNonNull(site().group());
    }

    final GroupKind groupKind() {
        return group().kind();
    }

    final boolean isMember(int rank) {
        return group().ranks().contains(rank);
    }

    final boolean isBetweenNodes() {
        return betweenNodes;
    }

    final int rank() {
        return site().ranks().get(0);
    }

    /** Port of the rank's device, where the link is between nodes. */
    final int port() {
        return plan().topology().device(rank());
    }
}
