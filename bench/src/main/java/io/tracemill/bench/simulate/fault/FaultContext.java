package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.plan.RankGroup;
import io.tracemill.bench.simulate.plan.Topology;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a fault is made from: the plan, random numbers of its own, the severity that is asked for, and free places. */
public final class FaultContext {

    private static final double ON_A_NODE = 0.25;
    private static final int FEWEST_NODES = 3;
    private static final int FEWEST_GROUPS = 3;

    private final FleetPlan plan;
    private final Draw draw;
    private final OptionalDouble wanted;
    private final Set<Integer> taken;

    /**
     * A context.
     *
     * @param wanted the severity as a share; empty if it is drawn
     * @param taken ranks that have a fault already; places are added
     */
    public FaultContext(FleetPlan plan, Draw draw, OptionalDouble wanted, Set<Integer> taken) {
        this.plan = plan;
        this.draw = draw;
        this.wanted = wanted;
        this.taken = taken;
    }

    FleetPlan plan() {
        return plan;
    }

    Topology topology() {
        return plan.topology();
    }

    Draw draw() {
        return draw;
    }

    /**
     * The severity that is asked for, or one between two limits; in a pipeline one of the upper half, since the stages
     * around a slow rank have time to spare.
     */
    double severity(double low, double high) {
        double least = topology().stages() == 1 ? low : Math.sqrt(low * high);
        return wanted.isPresent() ? wanted.getAsDouble() : draw.of("severity").logBetween(least, high);
    }

    /** A single rank. */
    Site rank() {
        int rank = freeRank();
        return lasting(List.of(rank), null, null, null);
    }

    /** A single rank of the first stage, the one that takes the data. */
    Site firstStageRank() {
        return lasting(List.of(freeRank(topology().ranks() / topology().stages())), null, null, null);
    }

    /** A single rank, or now and then all ranks of a node, where its stage has several nodes. */
    Site rankOrNode() {
        int perStage = topology().ranks() / topology().stages() / plan.shape().perNode();
        return perStage >= FEWEST_NODES
                        && plan.shape().perNode() > 1
                        && draw.of("on a node").share() < ON_A_NODE
                ? node()
                : rank();
    }

    /** All ranks of a node. */
    Site node() {
        int node = topology().node(freeRank());
        List<Integer> ranks = topology().ranksOfNode(node);
        taken.addAll(ranks);
        return lasting(ranks, node, null, null);
    }

    /** A stage of the pipeline. */
    Site stage() {
        if (topology().stages() < 2) {
            throw new IllegalArgumentException("imbalanced-stages needs at least 2 stages: pass --stages");
        }
        int stage = draw.of("last stage").share() < 0.5
                ? topology().stages() - 1
                : draw.of("stage").below(topology().stages());
        return lasting(topology().ranksOfStage(stage), null, null, stage);
    }

    /** The link of a rank to the others of a group, of a kind with enough groups to compare. */
    Site link() {
        List<GroupKind> kinds = List.of(GroupKind.DATA, GroupKind.TENSOR).stream()
                .filter(kind ->
                        topology().groups(kind) >= FEWEST_GROUPS && topology().size(kind) > 1)
                .toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "a fault of a link needs at least 3 groups of ranks: ask for more ranks or fewer stages");
        }
        int rank = freeRank();
        GroupKind kind = kinds.get(draw.of("kind").below(kinds.size()));
        return lasting(List.of(rank), null, topology().group(kind, rank), null);
    }

    /** The whole run. */
    Site run() {
        return lasting(List.of(), null, null, null);
    }

    private int freeRank() {
        return freeRank(topology().ranks());
    }

    private int freeRank(int ranks) {
        int first = draw.of("rank").below(ranks);
        for (int i = 0; i < ranks; i++) {
            if (taken.add((first + i) % ranks)) {
                return (first + i) % ranks;
            }
        }
        return first;
    }

    private Site lasting(
            List<Integer> ranks, @Nullable Integer node, @Nullable RankGroup group, @Nullable Integer stage) {
        long from = plan.timeline().at(draw.of("from").between(0.3, 0.45));
        return new Site(ranks, node, group, stage, from, plan.timeline().endNanos());
    }

    /** Whether the members of a group are on several nodes. */
    boolean spansNodes(RankGroup group) {
        return group.ranks().stream().map(topology()::node).distinct().count() > 1;
    }
}
